"""Closed periods: the moment and its rules, the figures, and the facts they were made of."""

from sqlalchemy import JSON, Column, DateTime, Float, ForeignKey, Index, Integer, String, Table, Text

from desk.models.records import metadata

# a period whose figures are settled; `rules` and `repeat_days` are those in force at that moment
closings = Table(
    "closings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("period", String, nullable=False),
    Column("start", DateTime, nullable=False),
    Column("end", DateTime, nullable=False),
    Column("closed_at", DateTime, nullable=False),
    Column("person", String, nullable=False),
    Column("rules", String, nullable=False),
    Column("repeat_days", Float, nullable=False),
    Column("orders", Integer, nullable=False),
    Column("reopened_at", DateTime),
    Column("reopened_by", String),
    Column("reopen_reason", Text),
    Index("ix_closings_start", "start", "end"),
)

# never changed: what each metric was, of a region or (region blank) of all
closed_figures = Table(
    "closed_figures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("closing_id", Integer, ForeignKey("closings.id"), nullable=False, index=True),
    Column("section", String, nullable=False),
    Column("metric", String, nullable=False),
    Column("region", String),
    Column("part", Integer, nullable=False),
    Column("whole", Integer, nullable=False),
    Column("unknown", Integer, nullable=False),
)

# never changed: what the figures were made of; the order itself may be gone meanwhile
closed_orders = Table(
    "closed_orders",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("closing_id", Integer, ForeignKey("closings.id"), nullable=False, index=True),
    Column("order_no", String, nullable=False),
    Column("facts", JSON, nullable=False),
)
