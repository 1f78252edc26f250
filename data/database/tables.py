"""The tables of the store as the program uses them; what makes and changes them are the steps in `migrations`."""

import sqlalchemy as sql

metadata = sql.MetaData()

IDEA_LETTERS = 200

# Each file's content once.
contents = sql.Table(
    "contents",
    metadata,
    sql.Column("sha256", sql.String(64), primary_key=True),
    sql.Column("content", sql.LargeBinary, nullable=False),
)

releases = sql.Table(
    "releases",
    metadata,
    sql.Column("number", sql.Integer, primary_key=True, autoincrement=False),
    sql.Column("based_on", sql.ForeignKey("releases.number")),
    sql.Column(
        "kind", sql.String(16), sql.CheckConstraint("kind IN ('shipped', 'upload', 'rollback')"), nullable=False
    ),
    sql.Column("author", sql.String(200), nullable=False),
    sql.Column("reason", sql.Text, nullable=False),
    sql.Column("published_at", sql.DateTime(timezone=True), nullable=False),
)

release_files = sql.Table(
    "release_files",
    metadata,
    sql.Column("release_number", sql.ForeignKey("releases.number"), primary_key=True),
    sql.Column("dataset", sql.String(100), primary_key=True),
    sql.Column("sha256", sql.ForeignKey("contents.sha256"), nullable=False),
)

audit = sql.Table(
    "audit",
    metadata,
    sql.Column("number", sql.Integer, primary_key=True, autoincrement=False),
    # As text, because the hash is over what is written, and databases give times back in their own way.
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

rounds = sql.Table(
    "rounds",
    metadata,
    sql.Column("number", sql.Integer, primary_key=True, autoincrement=False),
    sql.Column("title", sql.String(200), nullable=False),
    sql.Column("threshold_pct", sql.Integer, nullable=False),
    sql.Column("at_least", sql.Integer, nullable=False),
    sql.Column("release_number", sql.ForeignKey("releases.number"), nullable=False),
    # Times as text, as in the audit log, which holds the same.
    sql.Column("opened_at", sql.String(32), nullable=False),
    sql.Column("opened_by", sql.String(200), nullable=False),
    sql.Column("closes_at", sql.String(32), nullable=False),
    sql.Column("closed_at", sql.String(32)),
    sql.Column("closed_by", sql.String(200)),
)

round_items = sql.Table(
    "round_items",
    metadata,
    sql.Column("round_number", sql.ForeignKey("rounds.number"), primary_key=True),
    sql.Column("dataset", sql.String(100), primary_key=True),
    sql.Column("key", sql.String(200), primary_key=True),
    sql.Column("position", sql.Integer, nullable=False),
)

votes = sql.Table(
    "votes",
    metadata,
    sql.Column("round_number", sql.Integer, primary_key=True, autoincrement=False),
    sql.Column("dataset", sql.String(100), primary_key=True),
    sql.Column("key", sql.String(200), primary_key=True),
    # What `Access.person` returns.
    sql.Column("person", sql.String(64), primary_key=True),
    # 1 for the first vote on an item, one more for each change.
    sql.Column("version", sql.Integer, primary_key=True, autoincrement=False),
    sql.Column("name", sql.String(200), nullable=False),
    sql.Column("release_number", sql.ForeignKey("releases.number"), nullable=False),
    sql.Column("value", sql.Text, nullable=False),
    sql.Column("answer", sql.String(16), nullable=False),
    sql.Column("comment", sql.Text, nullable=False),
    sql.Column("proposed_level", sql.Integer),
    sql.Column("cast_at", sql.String(32), nullable=False),
    # Without it, the few possible votes could be tried until one has the hash in the audit log.
    sql.Column("salt", sql.String(64), nullable=False),
    sql.ForeignKeyConstraint(
        ["round_number", "dataset", "key"],
        [round_items.c.round_number, round_items.c.dataset, round_items.c.key],
    ),
)

idea_marks = sql.Table(
    "idea_marks",
    metadata,
    sql.Column("idea", sql.String(IDEA_LETTERS), primary_key=True),
    # What `Access.person` returns.
    sql.Column("person", sql.String(64), primary_key=True),
    sql.Column("name", sql.String(200), nullable=False),
    sql.Column("mark", sql.String(16), nullable=False),
    # The release on which the idea was seen; its numbers may be others by now.
    sql.Column("release_number", sql.ForeignKey("releases.number"), nullable=False),
    sql.Column("marked_at", sql.String(32), nullable=False),
)
