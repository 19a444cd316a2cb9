"""Run by Alembic: the migrations go through the connection that the program hands over."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    transactional_ddl=False,  # the caller's transaction holds them all
)
context.run_migrations()
