"""Whatever stands in a file is judged: no value makes a rule raise, and none takes long."""

import random
from datetime import datetime

import pytest

from desk.records import BY_TABLE, Kind
from desk.rules.book import cases
from desk.rules.catalogue import CATALOGUE
from desk.rules.engine import check
from desk.rules.office import office_from
from desk.rules.scenes import CLEAN, CLEAN_AT, CLEAN_NO, book_of

WORDS = (
    *("弱", "见附件", "无", "未知", "😀👍🏽", "\u202eabc\u202c", "\u200f\u200f", "nan", "1e308", "-0"),
    *("(a+)+$" * 30, "海南省" * 200, "告知用户" * 300, "再不处理就投诉工信部" * 200, "X2;X3;" * 200),
    *("１１０．００７３", "9" * 40),
)
TIMES = ("0001-01-01 00:00:00", "9999-12-31 23:59:59", "2026-10-13 15:00:00", "2026-10-31 18:00:00")
NOWS = (datetime(1, 1, 1), CLEAN_AT, datetime(9999, 12, 31, 23, 59, 59))
OFFICE = ("sites", "over_items", "plans", "regions", "departments", "t2_switches", "meetings")
SHEETS = [sheet for sheet in BY_TABLE.values() if sheet.of_order or sheet.table in OFFICE]


def _value(field, chance):
    if field.kind is Kind.TIME:
        return chance.choice(TIMES)
    if field.kind is Kind.INTEGER:
        return chance.choice(("0", "-1", "7", "12", "99999"))
    if field.choices and chance.random() < 0.6:
        return chance.choice(field.choices)
    return chance.choice((*WORDS, CLEAN_NO, "X2"))


def _row(sheet, chance):
    row = dict(chance.choice(CLEAN.get(sheet.title) or [{}]))
    for field in sheet.fields:
        if field.name == "order_no":
            continue
        if chance.random() < 0.4 or (field.required and field.title not in row):
            row[field.title] = _value(field, chance)
    return row


def _scene(chance):
    scene = {sheet.title: [_row(sheet, chance) for _ in range(chance.randint(0, 3))] for sheet in SHEETS}
    numbers = (CLEAN_NO, "X2", "X3")
    scene["工单"] = [{**_row(BY_TABLE["orders"], chance), "工单号": number} for number in numbers]
    return scene


@pytest.mark.parametrize("seed", range(30))
def test_no_value_makes_a_rule_raise(seed):
    chance = random.Random(seed)
    book = book_of(_scene(chance))
    for now in NOWS:
        for case in cases(book, office_from(book.records), now):
            found = check(case, CATALOGUE, quiet=True)
            assert [f.rule for f in found] == [rule.code for rule in CATALOGUE]
            assert [(f.rule, f.message) for f in found if "内部错误" in f.message] == []
