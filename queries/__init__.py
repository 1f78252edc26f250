"""The room that knows the SQL: named questions, each asked of one release."""
