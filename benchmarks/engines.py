"""Twelve of the rules alone, beside rule-engine and zen-engine (pip install rule-engine zen-engine).

    python -m benchmarks.engines [ORDERS]

The desk looks into an order's rows itself and answers with evidence. The peers are compiled expressions over
flat facts; they are timed twice, with the making of those facts and without. All answers are compared.
"""

import statistics
import sys
import time

from desk.rules import engine
from desk.rules.book import cases
from desk.rules.catalogue import BY_CODE
from desk.rules.office import office_from
from desk.services.demo import make_demo
from desk.vocabulary import Verdict

RUNS = 5
# rule -> (rule-engine, zen) expressions over the flat facts that say: broken
RULES = {
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
    rules = [BY_CODE[code] for code in RULES]
    bad = (Verdict.FAIL, Verdict.WAIVED)
    return {(f.order_no, f.rule) for case in found for f in engine.check(case, rules) if f.verdict in bad}


def with_rule_engine(flat):
    import rule_engine

    context = rule_engine.Context(default_value=None)
    rules = {code: rule_engine.Rule(text, context=context) for code, text in RULES.items()}
    return {(number, code) for number, row in flat for code, rule in rules.items() if rule.matches(row)}


def with_zen(flat):
    import zen

    rules = {code: zen.compile_expression(text) for code, text in RULES.items()}
    return {(number, code) for number, row in flat for code, rule in rules.items() if rule.evaluate(row)}


def main(orders):
    demo = make_demo(orders, 1)
    office = office_from(demo.book.records)
    found = list(cases(demo.book, office, demo.now))
    flat = [(case.order.order_no, facts(case)) for case in found]
    ours, expected = timed(lambda: with_desk(found))
    each = ours / orders / len(RULES)
    print(f"desk: {ours:.3f} s, {each * 1e6:.2f} us a rule, {len(expected)} broken")
    for name, work in (("rule-engine", with_rule_engine), ("zen-engine", with_zen)):
        try:
            bare, answer = timed(lambda work=work: work(flat))
        except ImportError:
            print(f"{name}: not installed")
            continue
        whole, _ = timed(lambda work=work: work([(case.order.order_no, facts(case)) for case in found]))
        print(
            f"{name}: {whole:.3f} s, ratio {whole / ours:.1f}; without facts {bare:.3f} s, {bare / ours:.1f}"
        )
        print("  same answers:", answer == expected)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3000)
