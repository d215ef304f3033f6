"""CON05: the six 不 of a visit are attested."""

from desk.records import FieldTest
from desk.rules.case import Case, place
from desk.rules.kinds import row_name
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.rules.shapes import tested
from desk.vocabulary import Verdict

ITEMS = ("不迟到", "不邋遢", "不抱怨", "不张望", "不吃拿", "不忘记")
_KEPT, _BROKEN, _OPEN = "是有√Yy1", "否无×Nn0", "-－—–?？"
_BETWEEN = str.maketrans("", "", " \t\u3000,，、;；|/")


def check(case: Case) -> list[Judgement]:
    """Each finished test; a letter for each item in the order of the standard."""
    return [_judge(test) for test in case.finished_tests]


def _judge(test: FieldTest) -> Judgement:
    letters = (test.six_donts or "").translate(_BETWEEN)
    if len(letters) > len(ITEMS) or any(mark not in _KEPT + _BROKEN + _OPEN for mark in letters):
        told = f"六不登记“{test.six_donts}”无法读取，应为六个字，每个是“是”“否”或“-”"
        return Judgement(Verdict.WARN, told, (place(test, "six_donts"),))
    marks = dict(zip(ITEMS, letters.ljust(len(ITEMS), "-"), strict=True))
    broken = [item for item, mark in marks.items() if mark in _BROKEN]
    if broken:
        return Judgement(
            Verdict.FAIL, f"{row_name(test)}，六不没有做到：{'、'.join(broken)}", (place(test, "six_donts"),)
        )
    asked = [item for item, mark in marks.items() if mark not in _KEPT]
    if asked:
        return Judgement(
            Verdict.WARN, f"{row_name(test)}，六不没有确认：{'、'.join(asked)}", (place(test, "six_donts"),)
        )
    return PASS


def _letters(letters: str) -> dict[str, list[dict[str, str]]]:
    return {"现场测试": [{"完成时间": "2026-10-11 15:40", "六不": letters}]}


RULE = Rule(
    code="CON05",
    name="六不未确认",
    clause="1.1.3",
    gate=False,
    reason="六“不”法则是现场人员的仪态要求，要逐项确认。",
    remedy="由测试人逐项确认六不并登记；没有做到的说明情况",
    fields=("现场测试.六不",),
    applies=tested,
    check=check,
    examples=(
        Example(Verdict.PASS, _letters("是是是是是是"), title="六项都做到"),
        Example(Verdict.PASS, _letters("是 是 是 是 是 是"), title="中间有空格"),
        Example(Verdict.FAIL, _letters("是否是是是是"), title="一项没有做到"),
        Example(Verdict.FAIL, _letters("否-----"), title="没有做到先于没有确认"),
        Example(Verdict.WARN, _letters("是是是是-是"), title="一项没有确认"),
        Example(Verdict.WARN, _letters(""), title="全部没有确认"),
        Example(Verdict.NA, {"现场测试": []}, title="没有现场测试"),
    ),
)
