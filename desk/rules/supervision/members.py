"""Whether the orders of a cluster are on the register, and the sites that an order names."""

from collections.abc import Iterator

from desk.records import Site
from desk.rules.case import Case, missing_field, missing_record, place
from desk.rules.kin import Cluster, Neighbour, numbers_of
from desk.rules.outages import touches, unlisted_sites
from desk.rules.rule import PASS, Judgement, Place

SHOWN = 20  # orders of a cluster that the evidence lists


def names_sites(case: Case) -> bool:
    """The order names a site."""
    return bool(case.order.sites)


def others_of(case: Case, cluster: Cluster) -> list[Neighbour]:
    """The other members, those nearest in time first."""
    own = case.order.dispatched_at
    others = [order for order in cluster.members if order.order_no != case.order.order_no]
    return sorted(others, key=lambda order: abs(order.time - own))


def listed(case: Case, cluster: Cluster, what: str, evidence: tuple[Place, ...]) -> Judgement:
    """A fail when this order of a cluster is in no item of the register, whatever the item's state."""
    if case.kin.over_items:
        return PASS
    others = others_of(case, cluster)
    told = f"{what}共 {len(cluster.members)} 单（另有 {numbers_of(others)}），本单没有列入三超"
    places = (place(case.order, "dispatched_at"), *evidence, *(order.place for order in others[:SHOWN]))
    return missing_record(case, "三超", told, places)


def touching(case: Case) -> Iterator[Site]:
    """The rows of the outages that touch the order."""
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
