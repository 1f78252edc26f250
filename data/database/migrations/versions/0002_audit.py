"""The audit log. The releases of before get their entries when the store is opened (data/releases/store.py)."""

import sqlalchemy as sql
from alembic import op

revision, down_revision = "0002", "0001"


def upgrade() -> None:
    """Make the table of the audit log."""
    op.create_table(
        "audit",
        sql.Column("number", sql.Integer, primary_key=True, autoincrement=False),
        sql.Column("at", sql.String(32), nullable=False),
        sql.Column("actor_name", sql.String(200), nullable=False),
        sql.Column("actor_role", sql.String(16), nullable=False),
        sql.Column("identified_by", sql.String(64), nullable=False),
        sql.Column("action", sql.String(32), nullable=False),
        sql.Column("subject", sql.String(200), nullable=False),
        sql.Column("details", sql.Text, nullable=False),
        sql.Column("hash_before", sql.String(64), nullable=False),
        sql.Column("hash", sql.String(64), nullable=False),
    )
