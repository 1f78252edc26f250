"""What Alembic runs first: it takes the transaction that `migrate` gives it, and begins none of its own."""

from alembic import context

from data.database.revision import VERSION_TABLE

context.configure(connection=context.config.attributes["connection"], version_table=VERSION_TABLE)
context.run_migrations()
