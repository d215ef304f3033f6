"""CON06: no photographs without the customer's permission."""

from desk.records import FieldTest
from desk.rules.case import Case, place
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.rules.shapes import blank
from desk.vocabulary import Verdict, YesNo


def applies(case: Case) -> bool:
    """Photographs were taken."""
    return any(test.photographed == YesNo.YES for test in case.field_tests)


def check(case: Case) -> list[Judgement]:
    """Each field test with photographs; a blank permission is none."""
    return [_judge(test) for test in case.field_tests if test.photographed == YesNo.YES]


def _judge(test: FieldTest) -> Judgement:
    if test.photo_permission == YesNo.YES:
        return PASS
    told = "没有登记客户许可" if blank(test.photo_permission) else "客户没有许可"
    places = (place(test, "photographed"), place(test, "photo_permission"))
    return Judgement(Verdict.FAIL, f"现场拍了照，{told}", places)


def _photos(taken: str, allowed: str) -> dict[str, list[dict[str, str]]]:
    return {"现场测试": [{"完成时间": "2026-10-11 15:40", "已拍照": taken, "拍照许可": allowed}]}


RULE = Rule(
    code="CON06",
    name="未经许可拍照",
    clause="1.1.3",
    gate=True,
    reason="未经客户允许不得擅自拍照。",
    remedy="征得客户许可并登记；没有许可的删除照片并改登为未拍照",
    fields=("现场测试.已拍照", "现场测试.拍照许可"),
    applies=applies,
    check=check,
    examples=(
        Example(Verdict.PASS, title="客户许可"),
        Example(
            Verdict.PASS,
            {"现场测试": [_photos("是", "是")["现场测试"][0], {"预约时间": "2026-11-02 15:00"}]},
            title="另一次测试还没有做",
        ),
        Example(Verdict.FAIL, _photos("是", "否"), title="客户没有许可"),
        Example(Verdict.FAIL, _photos("是", ""), title="没有登记许可"),
        Example(Verdict.NA, _photos("否", ""), title="没有拍照"),
    ),
)
