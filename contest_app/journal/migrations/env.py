"""Run by Alembic: the migrations go through the connection that the program hands over."""

from alembic import context

from contest_app.journal.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,  # the caller's transaction holds them all
)
context.run_migrations()
