"""FLD02: the customer's own problem is tested, in his network and service."""

from desk.records import Order
from desk.rules.case import Case, place
from desk.rules.field_test.measured import Measured, measured
from desk.rules.kinds import filled, row_name
from desk.rules.rule import PASS, Example, Judgement, Place, Rule
from desk.rules.shapes import tested
from desk.vocabulary import Network, Operator, Service, Verdict

_MOBILE = Operator.MOBILE

# a word that is none of these says nothing that could be compared
_NETWORKS = frozenset(network.value for network in Network)
_COMPARED = _NETWORKS - {Network.OTHER.value}
_PARTS = {
    Service.VOICE.value: frozenset({Service.VOICE}),
    Service.DATA.value: frozenset({Service.DATA}),
    Service.BOTH.value: frozenset({Service.VOICE, Service.DATA}),
}


def check(case: Case) -> list[Judgement]:
    """Each finished test: the retest is written down and our own measurements fit the complaint."""
    return [
        judgement
        for found in case.once(measured)
        for judgement in (filled(found.test, "retest"), _fits(case.order, found))
    ]


def _fits(order: Order, found: Measured) -> Judgement:
    own = found.of(_MOBILE) or found.rows
    networks = {row.network: row for row in own if row.network in _NETWORKS}
    services = {row.service: row for row in own if row.service in _PARTS}
    told, places = [], list[Place]()
    if networks and order.network in _COMPARED and order.network not in networks:
        told.append(f"投诉的是{order.network}，测的是{'、'.join(map(str, networks))}")
        places += [place(order, "network"), *(place(row, "network") for row in networks.values())]
    wanted = _PARTS.get(order.service or "", frozenset())
    if services and wanted.difference(*(_PARTS[service] for service in services)):
        told.append(f"投诉的是{order.service}业务，测的是{'、'.join(map(str, services))}")
        places += [place(order, "service"), *(place(row, "service") for row in services.values())]
    if not told:
        return PASS
    return Judgement(Verdict.WARN, f"{row_name(found.test)}：{'，'.join(told)}", tuple(places))


def _mobile(**more: str) -> dict[str, list[dict[str, str]]]:
    row = {"运营商": "移动", "网络类型": "4G", "业务类型": "数据", "RSRP": "-98"}
    return {"三网测试": [{**row, "测试时间": "2026-10-11 15:10", **more}]}


_TEST = {"到达时间": "2026-10-11 14:45", "完成时间": "2026-10-11 15:40"}

RULE = Rule(
    code="FLD02",
    name="未测客户问题",
    clause="1.2.1",
    gate=True,
    reason="现场测试首先要针对客户反映的问题。",
    remedy="按客户的网络和业务复测，并把结果写进问题复测",
    fields=("网络类型", "业务类型", "现场测试.问题复测", "三网测试.网络类型", "三网测试.业务类型"),
    applies=tested,
    check=check,
    examples=(
        Example(Verdict.PASS, title="复测与投诉一致"),
        Example(Verdict.PASS, _mobile(业务类型="语音+数据"), title="测得比投诉多"),
        Example(Verdict.FAIL, {"现场测试": [_TEST]}, title="没有复测"),
        Example(Verdict.FAIL, {"现场测试": [{**_TEST, "问题复测": " "}]}, title="复测是空白"),
        Example(Verdict.WARN, _mobile(网络类型="5G"), title="网络与投诉不同"),
        Example(Verdict.WARN, {"工单": {"业务类型": "语音"}}, title="业务与投诉不同"),
        Example(Verdict.PASS, {"工单": {"网络类型": "未知", "业务类型": "无"}}, title="投诉没有写清网络"),
        Example(Verdict.NA, {"现场测试": []}, title="没有现场测试"),
    ),
)
