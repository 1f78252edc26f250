"""The tables of the store by their columns, for queries; the steps in `migrations` make types, keys and rules."""

import sqlalchemy as sql


def _table(name: str, *columns: str | sql.ColumnClause[object]) -> sql.TableClause:
    return sql.table(name, *(sql.column(each) if isinstance(each, str) else each for each in columns))


# Each file's content once.
contents = _table("contents", "sha256", "content")
releases = _table(
    "releases",
    "number",
    "based_on",
    "kind",
    "author",
    "reason",
    sql.column("published_at", sql.DateTime(timezone=True)),
)
release_files = _table("release_files", "release_number", "dataset", "sha256")

# Times are texts from here on, because hashes are over what is written, and databases give times back in their own way.
audit = _table(
    "audit", "number", "at", "actor_name", "actor_role", "identified_by", "action", "subject", "details",
    "hash_before", "hash",
)  # fmt: skip

rounds = _table(
    "rounds", "number", "title", "threshold_pct", "at_least", "release_number", "opened_at", "opened_by", "closes_at",
    "closed_at", "closed_by",
)  # fmt: skip
round_items = _table("round_items", "round_number", "dataset", "key", "position")
# `person` is what `Access.person` returns; `version` is 1 for the first vote on an item, one more for each change.
# Without `salt`, the few possible votes could be tried until one has the hash in the audit log.
votes = _table(
    "votes", "round_number", "dataset", "key", "person", "version", "name", "release_number", "value", "answer",
    "comment", "proposed_level", "cast_at", "salt",
)  # fmt: skip
# `release_number` is the release on which the idea was seen; its numbers may be others by now.
idea_marks = _table("idea_marks", "idea", "person", "name", "mark", "release_number", "marked_at")

# `sign_in` is a hash of who signed in at the provider and when; nothing in the audit log depends on it.
sign_outs = _table("sign_outs", "sign_in", "ends_at")

ALL = (contents, releases, release_files, audit, rounds, round_items, votes, idea_marks, sign_outs)
