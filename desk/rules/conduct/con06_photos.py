"""CON06: no photographs without the customer's permission."""

from collections.abc import Sequence

from desk.records import FieldTest, Photo
from desk.rules.case import Case, missing_field, place
from desk.rules.field_test.measured import photographed
from desk.rules.kinds import row_name
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.rules.shapes import blank, odd_words
from desk.vocabulary import Verdict, YesNo

_NO = frozenset({None, "", YesNo.NO.value})  # 已拍照 that says of no photograph


def applies(case: Case) -> bool:
    """Photographs were taken: a test says so, or may say so, or some are attached."""
    return any(test.photographed not in _NO for test in case.field_tests) or bool(
        case.field_tests and case.photos
    )


def check(case: Case) -> list[Judgement]:
    """Each field test with photographs; a blank permission is none."""
    attached = zip(case.field_tests, photographed(case.field_tests, case.photos), strict=True)
    return [_judge(test, own) for test, own in attached if own or test.photographed not in _NO]


def _judge(test: FieldTest, attached: Sequence[Photo]) -> Judgement:
    if test.photo_permission == YesNo.YES:
        return PASS
    if not attached and test.photographed != YesNo.YES:
        said = odd_words([test], "photographed")
        return missing_field(
            f"不知道{row_name(test)}有没有拍照{said}",
            "现场测试.已拍照",
            evidence=(place(test, "photographed"),),
        )
    told = "没有登记客户许可" if blank(test.photo_permission) else "客户没有许可"
    shown = (place(photo, "name") for photo in attached)
    places = (place(test, "photographed"), place(test, "photo_permission"), *shown)
    return Judgement(Verdict.FAIL, f"{row_name(test)}拍了照，{told}", places)


_ATTACHED = [{"指纹": "5d41402abc4b2a76", "文件名": "门口.jpg", "拍摄时间": "2026-10-11 15:10"}]


def _photos(taken: str, allowed: str) -> dict[str, list[dict[str, str]]]:
    return {"现场测试": [{"完成时间": "2026-10-11 15:40", "已拍照": taken, "拍照许可": allowed}]}


RULE = Rule(
    code="CON06",
    name="未经许可拍照",
    clause="1.1.3",
    gate=True,
    reason="未经客户允许不得擅自拍照。",
    remedy="征得客户许可并登记；没有许可的删除照片并改登为未拍照",
    fields=("现场测试.已拍照", "现场测试.拍照许可", "照片.文件名"),
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
        Example(Verdict.FAIL, {**_photos("", ""), "照片": _ATTACHED}, title="附了照片，没有登记许可"),
        Example(Verdict.PASS, {**_photos("", "是"), "照片": _ATTACHED}, title="附了照片，客户许可"),
        Example(Verdict.UNKNOWN, _photos("拍了两张", ""), title="已拍照的写法不认识"),
        Example(Verdict.NA, _photos("否", ""), title="没有拍照"),
    ),
)
