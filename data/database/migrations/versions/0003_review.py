"""Rounds of validation with their items and votes, and marks of ideas."""

import sqlalchemy as sql
from alembic import op

revision, down_revision = "0003", "0002"


def upgrade() -> None:
    """Make the tables of rounds, votes and marks."""
    op.create_table(
        "rounds",
        sql.Column("number", sql.Integer, primary_key=True, autoincrement=False),
        sql.Column("title", sql.String(200), nullable=False),
        sql.Column("threshold_pct", sql.Integer, nullable=False),
        sql.Column("at_least", sql.Integer, nullable=False),
        sql.Column("release_number", sql.Integer, sql.ForeignKey("releases.number"), nullable=False),
        sql.Column("opened_at", sql.String(32), nullable=False),
        sql.Column("opened_by", sql.String(200), nullable=False),
        sql.Column("closes_at", sql.String(32), nullable=False),
        sql.Column("closed_at", sql.String(32)),
        sql.Column("closed_by", sql.String(200)),
    )
    op.create_table(
        "round_items",
        sql.Column("round_number", sql.Integer, sql.ForeignKey("rounds.number"), primary_key=True),
        sql.Column("dataset", sql.String(100), primary_key=True),
        sql.Column("key", sql.String(200), primary_key=True),
        sql.Column("position", sql.Integer, nullable=False),
    )
    op.create_table(
        "votes",
        sql.Column("round_number", sql.Integer, primary_key=True, autoincrement=False),
        sql.Column("dataset", sql.String(100), primary_key=True),
        sql.Column("key", sql.String(200), primary_key=True),
        sql.Column("person", sql.String(64), primary_key=True),
        sql.Column("version", sql.Integer, primary_key=True, autoincrement=False),
        sql.Column("name", sql.String(200), nullable=False),
        sql.Column("release_number", sql.Integer, sql.ForeignKey("releases.number"), nullable=False),
        sql.Column("value", sql.Text, nullable=False),
        sql.Column("answer", sql.String(16), nullable=False),
        sql.Column("comment", sql.Text, nullable=False),
        sql.Column("proposed_level", sql.Integer),
        sql.Column("cast_at", sql.String(32), nullable=False),
        sql.Column("salt", sql.String(64), nullable=False),
        sql.ForeignKeyConstraint(
            ["round_number", "dataset", "key"],
            ["round_items.round_number", "round_items.dataset", "round_items.key"],
        ),
    )
    op.create_table(
        "idea_marks",
        sql.Column("idea", sql.String(200), primary_key=True),
        sql.Column("person", sql.String(64), primary_key=True),
        sql.Column("name", sql.String(200), nullable=False),
        sql.Column("mark", sql.String(16), nullable=False),
        sql.Column("release_number", sql.Integer, sql.ForeignKey("releases.number"), nullable=False),
        sql.Column("marked_at", sql.String(32), nullable=False),
    )
