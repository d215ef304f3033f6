from desk.rules.book import cases
from desk.rules.catalogue import BY_CODE
from desk.rules.engine import check
from desk.rules.office import Office
from desk.rules.rule import Example
from desk.rules.scenes import example_book
from desk.vocabulary import Verdict

VISIT = {"类型": "故障", "接收部门": "澄迈维护室", "上门时间": "2026-10-12 10:00"}


def call(time):
    return {"时间": time, "方式": "电话", "目的": "预约", "结果": "接通"}


def test_each_visit_needs_a_contact_before_it(judge):
    bend = {"联系记录": [call("2026-10-11 20:00")], "转派": [VISIT]}
    found = judge("FLT01", bend)
    assert found.verdict is Verdict.FAIL
    assert found.evidence[0].field == "到达时间"


def test_a_contact_at_the_door_is_not_before_the_visit(judge):
    assert judge("FLT01", {"联系记录": [call("2026-10-11 14:45")]}).verdict is Verdict.FAIL


def test_a_transfer_of_another_type_is_no_visit_of_a_fault_handler(judge):
    bend = {"现场测试": [], "联系记录": [], "转派": [{**VISIT, "类型": "技改"}]}
    assert judge("FLT01", bend).verdict is Verdict.NA


def test_without_records_the_missing_contact_is_unknown():
    book, at = example_book(Example(Verdict.PASS, {"联系记录": []}))
    book.records_known = False
    case = next(cases(book, Office(), at))
    found = check(case, [BY_CODE["FLT01"]], quiet=True)[0]
    assert (found.verdict, found.missing) == (Verdict.UNKNOWN, ("联系记录",))
