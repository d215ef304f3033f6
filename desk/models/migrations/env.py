"""Alembic's entry: runs the steps on the connection it is handed."""

from alembic import context

from desk.models import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
    include_object=lambda _object, name, *_: not str(name).startswith("order_search"),
)
context.run_migrations()
