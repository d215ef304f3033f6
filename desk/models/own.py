"""The desk's own tables: log, profiles, findings, readings, ties, pictures, the schema's version."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from desk.models.records import metadata

SCHEMA_VERSION = 9

meta = Table(
    "meta",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

# append-only: each deed carries the hash of the one before it, of its own content and of its edits
deeds = Table(
    "deeds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("time", DateTime, nullable=False),
    Column("person", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("title", String, nullable=False),
    Column("reason", Text),
    Column("undoes", Integer, ForeignKey("deeds.id")),
    Column("hash", String, nullable=False),
    Index("ix_deeds_time", "time"),
    Index("uq_deeds_undoes", "undoes", unique=True),
)

edits = Table(
    "edits",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("deed_id", Integer, ForeignKey("deeds.id"), nullable=False, index=True),
    Column("table_name", String, nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("order_no", String, index=True),
    Column("before", Text),  # JSON as it was hashed
    Column("after", Text),
    Column("offered", Text),  # what an import brought for fields in which it changed nothing
)

# how the columns of a file of this shape are to be read
profiles = Table(
    "profiles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("signature", String, nullable=False),
    Column("mapping", JSON, nullable=False),
)

findings = Table(
    "findings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("order_no", String, ForeignKey("orders.order_no"), nullable=False, index=True),
    Column("rule", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("gate", Boolean, nullable=False),
    Column("message", Text, nullable=False),
    Column("payload", JSON, nullable=False),
    Index("ix_findings_rule", "rule", "verdict"),
)

readings = Table(
    "readings",
    metadata,
    Column("order_no", String, ForeignKey("orders.order_no"), primary_key=True),
    Column("hash", String, nullable=False),
    Column("payload", JSON, nullable=False),
)

# what ties orders together, with all that kin see of each other through it: the fields of `records.Tie`
ties = Table(
    "ties",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("value", String, nullable=False),
    Column("time", DateTime, nullable=False),
    Column("order_no", String, ForeignKey("orders.order_no"), nullable=False, index=True),
    Column("order_key", Integer, nullable=False),
    Column("channel", String),
    Column("lon", Float),
    Column("lat", Float),
    Column("test_key", Integer),
    Column("tester", String),
    Column("address", String),
    Column("arrived_at", DateTime),
    Column("finished_at", DateTime),
    Index("ix_ties_key", "kind", "value", "time"),
)

# files of the watched folder that were imported or put aside, by the digest of their content
handled_files = Table(
    "handled_files",
    metadata,
    Column("digest", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("person", String, nullable=False),
    Column("time", DateTime, nullable=False),
)

# the photographs themselves, by what they are; never removed, so that an undo finds them again
pictures = Table(
    "pictures",
    metadata,
    Column("digest", String, primary_key=True),
    Column("jpeg", LargeBinary, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
)
