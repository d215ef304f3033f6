"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "1"
down_revision = None


def upgrade() -> None:
    """Create every table of the first release."""
    op.create_table(
        "deeds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("time", sa.DateTime(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["undoes"], ["deeds.id"], name=op.f("fk_deeds_undoes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deeds")),
    )
    op.create_index("ix_deeds_time", "deeds", ["time"], unique=False)
    op.create_index("uq_deeds_undoes", "deeds", ["undoes"], unique=True)
    op.create_table(
        "departments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_departments")),
    )
    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("time", sa.DateTime(), nullable=False),
        sa.Column("cancelled", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_meta")),
    )
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_no", sa.String(), nullable=False),
        sa.Column("service_no", sa.String(), nullable=True),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("accepted_at", sa.DateTime(), nullable=True),
        sa.Column("dispatched_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.Column("urgency", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("customer", sa.String(), nullable=True),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("region", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("lon", sa.String(), nullable=True),
        sa.Column("lat", sa.String(), nullable=True),
        sa.Column("datum", sa.String(), nullable=True),
        sa.Column("network", sa.String(), nullable=True),
        sa.Column("service", sa.String(), nullable=True),
        sa.Column("complaint", sa.Text(), nullable=True),
        sa.Column("problem_time", sa.String(), nullable=True),
        sa.Column("cycle", sa.String(), nullable=True),
        sa.Column("nearby", sa.String(), nullable=True),
        sa.Column("cause", sa.String(), nullable=True),
        sa.Column("classed_at", sa.DateTime(), nullable=True),
        sa.Column("department", sa.String(), nullable=True),
        sa.Column("need", sa.Text(), nullable=True),
        sa.Column("short_plan", sa.Text(), nullable=True),
        sa.Column("long_plan", sa.Text(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("replied_at", sa.DateTime(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("handler", sa.String(), nullable=True),
        sa.Column("sites", sa.String(), nullable=True),
        sa.Column("redispatches", sa.Integer(), nullable=True),
        sa.Column("difficult", sa.String(), nullable=True),
        sa.Column("worst", sa.Integer(), nullable=False),
        sa.Column("open_findings", sa.Integer(), nullable=False),
        sa.Column("next_due", sa.DateTime(), nullable=True),
        sa.Column("recheck_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("records_known", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
    )
    op.create_index("ix_orders_address", "orders", ["address", "id"], unique=False)
    op.create_index("ix_orders_cause", "orders", ["cause", "id"], unique=False)
    op.create_index("ix_orders_channel", "orders", ["channel", "id"], unique=False)
    op.create_index("ix_orders_department", "orders", ["department", "id"], unique=False)
    op.create_index("ix_orders_dispatched_at", "orders", ["dispatched_at", "id"], unique=False)
    op.create_index("ix_orders_due_at", "orders", ["due_at", "id"], unique=False)
    op.create_index("ix_orders_handler", "orders", ["handler", "id"], unique=False)
    op.create_index("ix_orders_network", "orders", ["network", "id"], unique=False)
    op.create_index("ix_orders_next_due", "orders", ["next_due", "id"], unique=False)
    op.create_index("ix_orders_open_findings", "orders", ["open_findings", "id"], unique=False)
    op.create_index("ix_orders_outcome", "orders", ["outcome", "id"], unique=False)
    op.create_index("ix_orders_phone", "orders", ["phone", "id"], unique=False)
    op.create_index("ix_orders_recheck_at", "orders", ["recheck_at", "id"], unique=False)
    op.create_index("ix_orders_region", "orders", ["region", "id"], unique=False)
    op.create_index("ix_orders_replied_at", "orders", ["replied_at", "id"], unique=False)
    op.create_index("ix_orders_service", "orders", ["service", "id"], unique=False)
    op.create_index("ix_orders_urgency", "orders", ["urgency", "id"], unique=False)
    op.create_index("ix_orders_worst", "orders", ["worst", "id"], unique=False)
    op.create_index("uq_orders_order_no", "orders", ["order_no"], unique=True)
    op.create_table(
        "over_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("site", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("orders", sa.String(), nullable=True),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("opened_at", sa.DateTime(), nullable=True),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("supervised_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_over_items")),
    )
    op.create_table(
        "parameters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parameters")),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("name", name=op.f("uq_people_name")),
    )
    op.create_table(
        "plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("site", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("orders", sa.String(), nullable=True),
        sa.Column("planned_at", sa.DateTime(), nullable=True),
        sa.Column("state", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
    )
    op.create_table(
        "profiles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profiles")),
        sa.UniqueConstraint("name", name=op.f("uq_profiles_name")),
    )
    op.create_table(
        "regions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("county", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regions")),
    )
    op.create_table(
        "sites",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("region", sa.String(), nullable=True),
        sa.Column("lon", sa.String(), nullable=True),
        sa.Column("lat", sa.String(), nullable=True),
        sa.Column("datum", sa.String(), nullable=True),
        sa.Column("crucial", sa.String(), nullable=True),
        sa.Column("out_from", sa.DateTime(), nullable=True),
        sa.Column("out_until", sa.DateTime(), nullable=True),
        sa.Column("out_cause", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sites")),
    )
    op.create_index("ix_sites_code", "sites", ["code"], unique=False)
    op.create_table(
        "t2_switches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("enabled", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_t2_switches")),
    )
    op.create_table(
        "contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_no", sa.String(), nullable=False),
        sa.Column("time", sa.DateTime(), nullable=False),
        sa.Column("means", sa.String(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("urgent", sa.String(), nullable=True),
        sa.Column("urgent_reason", sa.String(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("restored", sa.String(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("wording", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("person", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["order_no"], ["orders.order_no"], name=op.f("fk_contacts_order_no")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
    )
    op.create_index(op.f("ix_contacts_order_no"), "contacts", ["order_no"], unique=False)
    op.create_table(
        "edits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deed_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("order_no", sa.String(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("offered", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["deed_id"], ["deeds.id"], name=op.f("fk_edits_deed_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edits")),
    )
    op.create_index(op.f("ix_edits_deed_id"), "edits", ["deed_id"], unique=False)
    op.create_index(op.f("ix_edits_order_no"), "edits", ["order_no"], unique=False)
    op.create_table(
        "escalations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_no", sa.String(), nullable=False),
        sa.Column("time", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("receiver", sa.String(), nullable=True),
        sa.Column("accepted_at", sa.DateTime(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["order_no"], ["orders.order_no"], name=op.f("fk_escalations_order_no")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalations")),
    )
    op.create_index(op.f("ix_escalations_order_no"), "escalations", ["order_no"], unique=False)
    op.create_table(
        "field_tests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_no", sa.String(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(), nullable=True),
        sa.Column("arrived_at", sa.DateTime(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("fed_back_at", sa.DateTime(), nullable=True),
        sa.Column("tester", sa.String(), nullable=True),
        sa.Column("lon", sa.String(), nullable=True),
        sa.Column("lat", sa.String(), nullable=True),
        sa.Column("datum", sa.String(), nullable=True),
        sa.Column("retest", sa.Text(), nullable=True),
        sa.Column("rivals", sa.Text(), nullable=True),
        sa.Column("own_sites", sa.Text(), nullable=True),
        sa.Column("planned_sites", sa.Text(), nullable=True),
        sa.Column("rival_resources", sa.Text(), nullable=True),
        sa.Column("tower_resources", sa.Text(), nullable=True),
        sa.Column("photographed", sa.String(), nullable=True),
        sa.Column("photo_permission", sa.String(), nullable=True),
        sa.Column("left_contact", sa.String(), nullable=True),
        sa.Column("invited_rating", sa.String(), nullable=True),
        sa.Column("told_callback", sa.String(), nullable=True),
        sa.Column("six_donts", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["order_no"], ["orders.order_no"], name=op.f("fk_field_tests_order_no")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_tests")),
    )
    op.create_index(op.f("ix_field_tests_order_no"), "field_tests", ["order_no"], unique=False)
    op.create_table(
        "findings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_no", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("gate", sa.Boolean(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["order_no"], ["orders.order_no"], name=op.f("fk_findings_order_no")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
    )
    op.create_index(op.f("ix_findings_order_no"), "findings", ["order_no"], unique=False)
    op.create_index("ix_findings_rule", "findings", ["rule", "verdict"], unique=False)
    op.create_table(
        "follow_ups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_no", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("tracked_at", sa.DateTime(), nullable=True),
        sa.Column("next_at", sa.DateTime(), nullable=True),
        sa.Column("solved_at", sa.DateTime(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["order_no"], ["orders.order_no"], name=op.f("fk_follow_ups_order_no")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_ups")),
    )
    op.create_index(op.f("ix_follow_ups_order_no"), "follow_ups", ["order_no"], unique=False)
    op.create_table(
        "measurements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_no", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("network", sa.String(), nullable=True),
        sa.Column("service", sa.String(), nullable=True),
        sa.Column("stage", sa.String(), nullable=True),
        sa.Column("indoors", sa.String(), nullable=True),
        sa.Column("rsrp", sa.String(), nullable=True),
        sa.Column("sinr", sa.String(), nullable=True),
        sa.Column("down", sa.String(), nullable=True),
        sa.Column("up", sa.String(), nullable=True),
        sa.Column("delay", sa.String(), nullable=True),
        sa.Column("time", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["order_no"], ["orders.order_no"], name=op.f("fk_measurements_order_no")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurements")),
    )
    op.create_index(op.f("ix_measurements_order_no"), "measurements", ["order_no"], unique=False)
    op.create_table(
        "raw_fields",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_no", sa.String(), nullable=False),
        sa.Column("column", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["order_no"], ["orders.order_no"], name=op.f("fk_raw_fields_order_no")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_raw_fields")),
    )
    op.create_index(op.f("ix_raw_fields_order_no"), "raw_fields", ["order_no"], unique=False)
    op.create_table(
        "readings",
        sa.Column("order_no", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["order_no"], ["orders.order_no"], name=op.f("fk_readings_order_no")),
        sa.PrimaryKeyConstraint("order_no", name=op.f("pk_readings")),
    )
    op.create_table(
        "stage_replies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_no", sa.String(), nullable=False),
        sa.Column("time", sa.DateTime(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("person", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["order_no"], ["orders.order_no"], name=op.f("fk_stage_replies_order_no")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_replies")),
    )
    op.create_index(op.f("ix_stage_replies_order_no"), "stage_replies", ["order_no"], unique=False)
    op.create_table(
        "steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_no", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("time", sa.DateTime(), nullable=True),
        sa.Column("group", sa.String(), nullable=True),
        sa.Column("effect", sa.String(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["order_no"], ["orders.order_no"], name=op.f("fk_steps_order_no")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_steps")),
    )
    op.create_index(op.f("ix_steps_order_no"), "steps", ["order_no"], unique=False)
    op.create_table(
        "ties",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("time", sa.DateTime(), nullable=False),
        sa.Column("order_no", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["order_no"], ["orders.order_no"], name=op.f("fk_ties_order_no")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ties")),
    )
    op.create_index("ix_ties_key", "ties", ["kind", "value", "time"], unique=False)
    op.create_index(op.f("ix_ties_order_no"), "ties", ["order_no"], unique=False)
    op.create_table(
        "transfers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_no", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("handed_at", sa.DateTime(), nullable=True),
        sa.Column("issued_at", sa.DateTime(), nullable=True),
        sa.Column("supervised", sa.String(), nullable=True),
        sa.Column("supervisor", sa.String(), nullable=True),
        sa.Column("wording", sa.Text(), nullable=True),
        sa.Column("visited_at", sa.DateTime(), nullable=True),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("reported_at", sa.DateTime(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["order_no"], ["orders.order_no"], name=op.f("fk_transfers_order_no")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfers")),
    )
    op.create_index(op.f("ix_transfers_order_no"), "transfers", ["order_no"], unique=False)
    op.create_table(
        "waivers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_no", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("conclusion", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("time", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["order_no"], ["orders.order_no"], name=op.f("fk_waivers_order_no")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waivers")),
    )
    op.create_index(op.f("ix_waivers_order_no"), "waivers", ["order_no"], unique=False)
