"""Twelve of the rules alone, beside rule-engine and zen-engine (pip install rule-engine zen-engine).

    python -m benchmarks.engines [ORDERS]

The desk looks into an order's rows itself and answers with evidence. The peers are compiled expressions that
say only whether a rule is broken: over the same rows as plain mappings (the making of which is not timed),
and over flat facts that somebody has gathered for them. All answers are compared.
"""

import re
import statistics
import sys
import time
from dataclasses import fields

from desk.rules import engine
from desk.rules.book import cases
from desk.rules.catalogue import BY_CODE
from desk.rules.office import office_from
from desk.services.demo import make_demo
from desk.vocabulary import Verdict

RUNS = 5
# over flat facts, the same text for both
FLAT = {
    "ANA01": "replied and (complaint == '' or cycle == '' or nearby == '')",
    "ANA02": "replied and cause == ''",
    "RPL01": "outcome == '已解决' and reached == 0 and tries < 3",
    "RPL07": "outcome == '未解决' and follow_ups == 0",
    "RPL10": "replied and outcome != '已解决' and outcome != '未解决'",
    "FLD04": "finished > 0 and need == ''",
    "FLD05": "finished > 0 and short_plan == ''",
    "CON06": "photographed and not permitted",
    "ADR01": "grade == 'F'",
    "ADR02": "grade == 'D' or grade == 'E'",
    "ADR04": "tests > 0 and not located",
    "ESC05": "replied and unsettled > 0",
}
# over the order's rows; {rows where condition} is written in each engine's way
ROWS = {
    "ANA01": "replied_at != '' and (complaint == '' or cycle == '' or nearby == '')",
    "ANA02": "replied_at != '' and cause == ''",
    "RPL01": (
        "outcome == '已解决' and {contacts where *purpose == '回访' and *result == '接通'} == 0"
        " and {contacts where *purpose == '回访'} < 3"
    ),
    "RPL07": "outcome == '未解决' and {follow_ups where true} == 0",
    "RPL10": "replied_at != '' and outcome != '已解决' and outcome != '未解决'",
    "FLD04": "{field_tests where *finished_at != ''} > 0 and need == ''",
    "FLD05": "{field_tests where *finished_at != ''} > 0 and short_plan == ''",
    "CON06": (
        "{field_tests where *finished_at != '' and *photographed == '是' and *photo_permission != '是'} > 0"
    ),
    "ADR01": "grade == 'F'",
    "ADR02": "grade == 'D' or grade == 'E'",
    "ADR04": (
        "{field_tests where true} > 0 and (lon == '' or lat == '')"
        " and {field_tests where *lon != '' and *lat != ''} == 0"
    ),
    "ESC05": "replied_at != '' and {escalations where *result == ''} > 0",
}
WHERE = re.compile(r"\{(\w+) where ([^}]*)\}")
TABLES = ("contacts", "field_tests", "follow_ups", "escalations")


def rows(case):
    """The order and its rows as plain mappings, blanks as empty texts."""
    found = plain(case.order) | {"grade": case.readings.address.grade.value}
    return found | {table: [plain(row) for row in getattr(case, table)] for table in TABLES}


def plain(row):
    return {field.name: str(value) if (value := getattr(row, field.name)) else "" for field in fields(row)}


def facts(case):
    """The flat facts of a case."""
    order = case.order
    blank = {
        name: getattr(order, name) or ""
        for name in ("complaint", "cycle", "nearby", "cause", "outcome", "need")
    }
    tests = case.field_tests
    pairs = [(order.lon, order.lat), *((test.lon, test.lat) for test in tests)]
    return {
        **blank,
        "short_plan": order.short_plan or "",
        "replied": case.replied,
        "reached": len(case.reached_callbacks),
        "tries": len(case.callbacks),
        "follow_ups": len(case.follow_ups),
        "finished": len(case.finished_tests),
        "tests": len(tests),
        "photographed": any(test.photographed == "是" for test in case.finished_tests),
        "permitted": all(
            test.photo_permission == "是" for test in case.finished_tests if test.photographed == "是"
        ),
        "grade": case.readings.address.grade.value,
        "located": any(lon and lat for lon, lat in pairs),
        "unsettled": sum(not raised.result for raised in case.escalations),
    }


def timed(work):
    """Median seconds of RUNS runs, and the last answer."""
    seconds = []
    for _ in range(RUNS):
        started = time.perf_counter()
        answer = work()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds), answer


def with_desk(found):
    rules = [BY_CODE[code] for code in FLAT]
    bad = (Verdict.FAIL, Verdict.WAIVED)
    return {(f.order_no, f.rule) for case in found for f in engine.check(case, rules) if f.verdict in bad}


def with_rule_engine(texts, known):
    import rule_engine

    context = rule_engine.Context(default_value=None)
    written = {code: WHERE.sub(r"[r for r in \1 if \2].length", text) for code, text in texts.items()}
    rules = {
        code: rule_engine.Rule(text.replace("*", "r."), context=context) for code, text in written.items()
    }
    return {(number, code) for number, row in known for code, rule in rules.items() if rule.matches(row)}


def with_zen(texts, known):
    import zen

    written = {code: WHERE.sub(r"len(filter(\1, \2))", text) for code, text in texts.items()}
    rules = {code: zen.compile_expression(text.replace("*", "#.")) for code, text in written.items()}
    return {(number, code) for number, row in known for code, rule in rules.items() if rule.evaluate(row)}


def main(orders):
    demo = make_demo(orders, 1)
    office = office_from(demo.book.records)
    found = list(cases(demo.book, office, demo.now))
    of_rows = [(case.order.order_no, rows(case)) for case in found]
    flat = [(case.order.order_no, facts(case)) for case in found]
    ours, expected = timed(lambda: with_desk(found))
    each = ours / orders / len(FLAT)
    print(f"desk: {ours:.3f} s, {each * 1e6:.2f} us a rule, {len(expected)} broken")
    for name, work in (("rule-engine", with_rule_engine), ("zen-engine", with_zen)):
        for what, texts, known in (("the order's rows", ROWS, of_rows), ("flat facts", FLAT, flat)):
            try:
                took, answer = timed(lambda work=work, texts=texts, known=known: work(texts, known))
            except ImportError:
                print(f"{name}: not installed")
                break
            print(f"{name} over {what}: {took:.3f} s, ratio {took / ours:.1f}, same: {answer == expected}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3000)
