"""The relational database of the store: connections to it, and the steps from one version of its tables to the next."""

from data.database.connection import Database, Query, Row
from data.database.errors import StoreError
from data.database.sqlite_file import absent_file

__all__ = ["Database", "Query", "Row", "StoreError", "absent_file"]
