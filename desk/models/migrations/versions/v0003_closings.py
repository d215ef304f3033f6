"""Closed periods: their figures, and the facts that the figures were made of."""

import sqlalchemy as sa
from alembic import op

revision = "3"
down_revision = "2"


def upgrade() -> None:
    """Create the three tables of closings."""
    op.create_table(
        "closings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("start", sa.DateTime(), nullable=False),
        sa.Column("end", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("rules", sa.String(), nullable=False),
        sa.Column("repeat_days", sa.Float(), nullable=False),
        sa.Column("orders", sa.Integer(), nullable=False),
        sa.Column("reopened_at", sa.DateTime(), nullable=True),
        sa.Column("reopened_by", sa.String(), nullable=True),
        sa.Column("reopen_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closings")),
    )
    op.create_index("ix_closings_start", "closings", ["start", "end"], unique=False)
    _of_closing(
        "closed_figures",
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("metric", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=True),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("whole", sa.Integer(), nullable=False),
        sa.Column("unknown", sa.Integer(), nullable=False),
    )
    _of_closing(
        "closed_orders",
        sa.Column("order_no", sa.String(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
    )


def _of_closing(name: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("closing_id", sa.Integer(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["closing_id"], ["closings.id"], name=op.f(f"fk_{name}_closing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    op.create_index(op.f(f"ix_{name}_closing_id"), name, ["closing_id"], unique=False)
