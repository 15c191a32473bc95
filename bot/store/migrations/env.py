"""Runs the steps over the connection that the store hands in."""

from alembic import context

from bot.store.tables import tables_for

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=tables_for(connection.dialect.name), transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
