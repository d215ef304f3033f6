"""The order's form as the handler thinks: which field stands in which section, and what only a reply sets."""

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "客户与投诉",
        (
            "order_no", "service_no", "channel", "urgency", "accepted_at", "dispatched_at", "due_at",
            "redispatches", "phone", "customer", "level", "network", "service", "complaint",
            "problem_time", "cycle", "nearby",
        ),
    ),
    ("地址", ("address", "region", "datum", "lon", "lat")),
    ("定位分析", ("cause", "classed_at", "department", "sites", "difficult")),
    ("处理", ("handler", "need", "short_plan", "long_plan")),
    ("回单", ("outcome", "replied_at", "reply")),
)  # fmt: skip

FIXED = frozenset({"order_no", "outcome", "replied_at"})  # the identity, and what only the gate lets through
WIDE = frozenset({"address"})  # one line, but the whole width
