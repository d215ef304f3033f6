"""FLD03: what a field test has to find out is all written down."""

from collections.abc import Iterator

from desk.rules.case import Case, place
from desk.rules.kinds import filled
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.rules.shapes import blank, tested
from desk.vocabulary import Verdict

OF_ORDER = ("network", "service", "problem_time", "address")
OF_TEST = ("rivals", "own_sites", "planned_sites", "rival_resources", "tower_resources")


def check(case: Case) -> Iterator[Judgement]:
    """The order's fields once, those of each finished test; 无 counts as given."""
    yield filled(case.order, *OF_ORDER)
    yield _time_point(case)
    for test in case.finished_tests:
        yield filled(test, *OF_TEST)


def _time_point(case: Case) -> Judgement:
    notes = case.readings.notes
    given = case.order.problem_time
    if blank(given) or (notes.problem_date and notes.problem_clock):
        return PASS
    lacking = [
        word for word, known in (("日期", notes.problem_date), ("几点", notes.problem_clock)) if not known
    ]
    return Judgement(
        Verdict.FAIL,
        f"问题时间点“{given}”没有写明{'和'.join(lacking)}",
        (place(case.order, "problem_time"),),
        missing=("问题时间点",),
        remedy="向客户问清问题发生的日期和时间，写到几点几分",
    )


def _test(**more: str) -> dict[str, list[dict[str, str]]]:
    row = {
        "完成时间": "2026-10-11 15:40",
        "友商覆盖": "一般",
        "现网站点": "澄迈文明路基站",
        "周边计划站点": "无",
        "友商资源": "无",
        "铁塔资源": "无",
    }
    return {"现场测试": [{**row, **more}]}


RULE = Rule(
    code="FLD03",
    name="信息收集不全",
    clause="1.2.1",
    gate=True,
    reason="网络、业务、时间、地址、友商、站点和铁塔信息是定位问题和制定方案的依据。",
    remedy="补齐缺少的信息，确实没有的填“无”",
    fields=(
        "网络类型",
        "业务类型",
        "问题时间点",
        "投诉地址",
        "现场测试.友商覆盖",
        "现场测试.现网站点",
        "现场测试.周边计划站点",
        "现场测试.友商资源",
        "现场测试.铁塔资源",
    ),
    applies=tested,
    check=check,
    examples=(
        Example(Verdict.PASS, title="都收集了"),
        Example(Verdict.PASS, _test(), title="没有的写明无"),
        Example(Verdict.FAIL, _test(周边计划站点=""), title="没有周边计划站点"),
        Example(Verdict.FAIL, {"工单": {"问题时间点": "经常"}}, title="时间点不具体"),
        Example(Verdict.FAIL, {"工单": {"问题时间点": "2026-10-09 00:00"}}, title="只有日期"),
        Example(Verdict.FAIL, {"工单": {"业务类型": ""}}, title="没有业务类型"),
        Example(Verdict.NA, {"现场测试": []}, title="没有现场测试"),
    ),
)
