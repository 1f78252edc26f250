"""Releases, their files, and each file's content once."""

import sqlalchemy as sql
from alembic import op

revision, down_revision = "0001", None


def upgrade() -> None:
    """Make the tables of releases."""
    op.create_table(
        "contents",
        sql.Column("sha256", sql.String(64), primary_key=True),
        sql.Column("content", sql.LargeBinary, nullable=False),
    )
    op.create_table(
        "releases",
        sql.Column("number", sql.Integer, primary_key=True, autoincrement=False),
        sql.Column("based_on", sql.Integer, sql.ForeignKey("releases.number")),
        sql.Column(
            "kind", sql.String(16), sql.CheckConstraint("kind IN ('shipped', 'upload', 'rollback')"), nullable=False
        ),
        sql.Column("author", sql.String(200), nullable=False),
        sql.Column("reason", sql.Text, nullable=False),
        sql.Column("published_at", sql.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "release_files",
        sql.Column("release_number", sql.Integer, sql.ForeignKey("releases.number"), primary_key=True),
        sql.Column("dataset", sql.String(100), primary_key=True),
        sql.Column("sha256", sql.String(64), sql.ForeignKey("contents.sha256"), nullable=False),
    )
