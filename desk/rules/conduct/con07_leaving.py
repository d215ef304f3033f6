"""CON07: before leaving we leave contact details, ask for a good rating and announce the callback."""

from desk.rules.kinds import attested, finished_tests
from desk.rules.rule import Example, Rule
from desk.rules.shapes import tested
from desk.vocabulary import Verdict


def _left(contact: str, rating: str, callback: str) -> dict[str, list[dict[str, str]]]:
    return {
        "现场测试": [
            {
                "完成时间": "2026-10-11 15:40",
                "已留联系方式": contact,
                "已邀请评价": rating,
                "已告知回访": callback,
            }
        ]
    }


RULE = Rule(
    code="CON07",
    name="未留联系方式/未邀请评价",
    clause="1.1.3",
    gate=False,
    reason="留下联系方式、说明回访并请客户评价，客户再有问题可以直接找到我们。",
    remedy="联系客户补留联系方式、告知回访，并在现场测试里登记",
    fields=("现场测试.已留联系方式", "现场测试.已邀请评价", "现场测试.已告知回访"),
    applies=tested,
    check=attested(finished_tests, "left_contact", "invited_rating", "told_callback"),
    examples=(
        Example(Verdict.PASS, title="三项都做了"),
        Example(Verdict.PASS, _left("是", "是", "是"), title="只看这三项"),
        Example(Verdict.WARN, _left("否", "是", "是"), title="没有留联系方式"),
        Example(Verdict.WARN, _left("是", "", "是"), title="没有登记邀请评价"),
        Example(Verdict.WARN, _left("是", "是", "否"), title="没有告知回访"),
        Example(Verdict.NA, {"现场测试": [{"预约时间": "2026-10-11 15:00"}]}, title="还没有测完"),
    ),
)
