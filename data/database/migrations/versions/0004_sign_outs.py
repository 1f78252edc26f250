"""Sign-ins at a provider that were signed out before they ended."""

import sqlalchemy as sql
from alembic import op

revision, down_revision = "0004", "0003"


def upgrade() -> None:
    """Make the table of sign-outs."""
    op.create_table(
        "sign_outs",
        sql.Column("sign_in", sql.String(64), primary_key=True),
        sql.Column("ends_at", sql.String(32), nullable=False),
    )
