"""An index that answers any choice of the list's facets."""

from alembic import op

revision = "5"
down_revision = "4"


def upgrade() -> None:
    """Index the facets in the order that the list opens with."""
    columns = ["dispatched_at", "id", "worst", "outcome", "region", "replied_at"]
    op.create_index("ix_orders_facets", "orders", columns, unique=False)
