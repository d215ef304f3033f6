"""Whether the orders of a cluster are on the register, and the sites that an order names."""

from collections.abc import Iterator

from desk.records import Site
from desk.rules.case import Case, missing_field, missing_record, place
from desk.rules.kin import SHOWN, Cluster, Others
from desk.rules.outages import touches, unlisted_sites
from desk.rules.rule import PASS, Judgement, Place


def names_sites(case: Case) -> bool:
    """The order names a site."""
    return bool(case.order.sites)


def listed(case: Case, cluster: Cluster, what: str, evidence: tuple[Place, ...]) -> Judgement:
    """A fail when this order of a cluster is in no item of the register, whatever the item's state."""
    if case.kin.over_items:
        return PASS
    said, others = gathered(case, cluster)
    places = (place(case.order, "dispatched_at"), *evidence, *others)
    return missing_record(case, "三超", f"{what}{said}，本单没有列入三超", places)


def gathered(case: Case, cluster: Cluster) -> tuple[str, tuple[Place, ...]]:
    """How many orders there are and which, in words and as places: those nearest in time."""
    total = len(cluster.members)
    near = cluster.near(case.order.order_no, case.order.dispatched_at, SHOWN)
    others = Others(total - 1, near)
    return f"共 {total} 单（另有 {others.names}）", others.places


def touching(case: Case) -> Iterator[Site]:
    """The rows of the outages that touch the order, once it has been dispatched."""
    if not case.moment.reached(case.order.dispatched_at):
        return
    for rows in case.kin.sites.values():
        for site in rows:
            if touches(site, case.order.dispatched_at):
                yield site


def no_site_data(case: Case) -> Judgement | None:
    """Unknown when the order names a site and comes without any data of sites."""
    unlisted = unlisted_sites(case)
    if not unlisted:
        return None
    told = f"没有站点 {'、'.join(unlisted)} 的数据，无法判定"
    return missing_field(told, "站点", evidence=(place(case.order, "sites"),))
