"""The relational database of the store: connections to it, and the steps from one version of its tables to the next."""

from data.database.connection import Database, StoreError, absent_file, metadata

__all__ = ["Database", "StoreError", "absent_file", "metadata"]
