from datetime import datetime

import openpyxl
import pytest

from desk.errors import InputError
from desk.records import SHEETS, Order, by_title, fields
from desk.rules.catalogue import BY_CODE
from desk.rules.scenes import CLEAN, CLEAN_NO
from desk.services.feedback import export_feedback, missing_items, write_template
from desk.services.feedback.columns import COLUMNS
from desk.services.feedback.context import ROW_SHEETS, order_values
from desk.services.feedback.fieldlist import lines
from desk.services.feedback.judged import judged_orders
from desk.services.period import parse_period
from desk.workbook.filling.expressions import compile_text, context_of
from desk.workbook.filling.sandbox import Sandbox
from tests.helpers.scenes import fill, rows
from tests.helpers.templates import book_of

OTHER = "HI-052-261010-00002"


def scene(**more):
    """The clean order, and another of region 三亚 of which next to nothing is known."""
    clean = dict(CLEAN["工单"][0]) | more
    other = {"工单号": OTHER, "派单时间": "2026-10-11 09:00", "区域": "三亚", "用户号码": "13900001111"}
    return rows(工单=[clean, other])


def exported(desk, path, *args, **more):
    export_feedback(desk, path, *args, **more)
    return openpyxl.load_workbook(path)


def heading(sheet):
    """Name of a column -> its place, readings with their operator."""
    groups, found = "", {}
    for group, cell in zip(sheet[3], sheet[4], strict=True):
        groups = group.value or groups
        found[f"{groups}{cell.value}" if groups in {"移动", "联通", "电信"} else cell.value] = cell.column - 1
    return found


def test_every_region_has_its_sheet_and_its_orders(desk, tmp_path):
    fill(desk, scene())
    book = exported(desk, tmp_path / "a.xlsx", None)
    region = CLEAN["工单"][0]["区域"]
    assert book.sheetnames == [*sorted(["三亚", region]), "字段说明"]
    at = heading(book[region])["工单号"]
    assert [row[at] for row in book[region].iter_rows(min_row=5, values_only=True)] == [CLEAN_NO]
    assert [row[at] for row in book["三亚"].iter_rows(min_row=5, values_only=True)] == [OTHER]


def test_the_three_operators_stand_side_by_side_as_numbers(desk, tmp_path):
    fill(desk, scene())
    sheet = exported(desk, tmp_path / "a.xlsx", CLEAN["工单"][0]["区域"]).worksheets[0]
    at, row = heading(sheet), [cell.value for cell in sheet[5]]
    given = {line["运营商"]: line for line in CLEAN["三网测试"] if line.get("阶段") != "后"}
    for operator in ("移动", "联通", "电信"):
        assert row[at[f"{operator}RSRP"]] == float(given[operator]["RSRP"])
    assert at["联通网络"] - at["移动网络"] == at["电信网络"] - at["联通网络"] == 5


def test_a_complaint_of_many_lines_is_one_paragraph(desk, tmp_path):
    told = "#同步要素#联系要求:联系本机\n客户要求:手机无信号，请核查。\n\n处于室内还是室外:室内#同步要素#"
    fill(desk, rows(工单={"投诉内容": told}))
    sheet = exported(desk, tmp_path / "a.xlsx", None).worksheets[0]
    shown = sheet[5][heading(sheet)["投诉问题"]].value
    assert shown == "联系要求:联系本机；客户要求:手机无信号，请核查；处于室内还是室外:室内"


def test_phones_are_masked_and_times_are_times(desk, tmp_path):
    fill(desk, scene())
    sheet = exported(desk, tmp_path / "a.xlsx", "三亚").worksheets[0]
    at, row = heading(sheet), sheet[5]
    assert row[at["用户号码"]].value == "139****1111"
    assert row[at["派单时间"]].value == datetime(2026, 10, 11, 9)


def test_a_blank_names_the_rule_that_asks_for_it_and_is_marked(desk, tmp_path):
    fill(desk, rows(工单={"短期方案": None}))
    sheet = exported(desk, tmp_path / "a.xlsx", None).worksheets[0]
    cell = sheet[5][heading(sheet)["短期方案"]]
    assert cell.value == "缺：FLD05"
    marks = {str(each.sqref): [rule.formula for rule in each.rules] for each in sheet.conditional_formatting}
    assert ['LEFT(A5,2)="缺："'] in marks[f"A5:{sheet[5][-1].coordinate}"]


def test_thresholds_are_those_in_force(desk, tmp_path):
    fill(desk, scene() | {"参数": [{"名称": "weak_rsrp_4g", "值": "-112"}]})
    sheet = exported(desk, tmp_path / "a.xlsx", None).worksheets[0]
    formulas = [rule.formula[0] for each in sheet.conditional_formatting for rule in each.rules]
    assert any('"4G"' in formula and "<-112" in formula for formula in formulas)
    assert "RSRP<-112" in sheet["C2"].value


def test_what_is_missing_is_told_before_the_export(desk):
    fill(desk, rows(工单={"短期方案": None}))
    (item,) = [item for item in missing_items(desk) if item.column == "短期方案"]
    assert (item.order_no, item.field, item.rule) == (CLEAN_NO, "短期方案", "FLD05")
    assert item.remedy == BY_CODE["FLD05"].remedy
    fill(desk, rows())
    assert [item for item in missing_items(desk, numbers=[CLEAN_NO]) if item.rule == "FLD05"] == []


def test_missing_items_are_exactly_the_marks(desk, tmp_path):
    fill(desk, scene(短期方案=None, 出现周期=None))
    book = exported(desk, tmp_path / "a.xlsx", None)
    marks = {
        (row[heading(sheet)["工单号"]].value, name, rule)
        for sheet in book.worksheets[:-1]
        for row in sheet.iter_rows(min_row=5)
        for name, at in heading(sheet).items()
        if str(row[at].value).startswith("缺：")
        for rule in row[at].value.removeprefix("缺：").split("、")
    }
    assert marks == {(item.order_no, item.column, item.rule) for item in missing_items(desk)}
    assert marks


def test_a_period_and_a_selection(desk, tmp_path):
    fill(desk, scene())
    path = tmp_path / "a.xlsx"
    day = CLEAN["工单"][0]["派单时间"][:10]
    assert export_feedback(desk, path, None, parse_period("2026-10")) == 2
    assert export_feedback(desk, path, None, parse_period(f"{day}..{day}")) == 1
    assert export_feedback(desk, path, None, numbers=[OTHER]) == 1


@pytest.mark.parametrize("chosen", [("火星", None), (None, "2020-01")])
def test_nothing_to_export_is_told_and_nothing_is_written(desk, tmp_path, chosen):
    fill(desk, scene())
    region, period = chosen
    with pytest.raises(InputError, match="没有工单"):
        export_feedback(desk, tmp_path / "a.xlsx", region, period and parse_period(period))
    assert not (tmp_path / "a.xlsx").exists()


def test_the_offices_own_template(desk, tmp_path):
    fill(desk, scene())
    cells = {
        "A1": "{{ 区域 }} {{ 截至|时间('%Y') }}",
        "A2": "{% for region in regions %}{{ region.名称 }}",
        "B2": "=COUNTA(B3:B3)",
        "A3": "{% for order in region.orders %}{{ order.工单号 }}",
        "B3": "{{ order.三网.移动.RSRP }}",
        "C3": "{{ order.最近.现场测试.测试人 }}",
        "D3": "{% for 行 in order.联系记录 %}{{ 行.目的 }}；{% endfor %}{% endfor %}",
        "A4": "{% endfor %}",
    }
    template = book_of(tmp_path / "t.xlsx", cells)
    sheet = exported(desk, tmp_path / "a.xlsx", None, template=template).active
    found = {row[0]: row[1:] for row in sheet.iter_rows(values_only=True)}
    assert "全部区域 2026" in found
    assert found[OTHER] == (None, None, None)
    given = next(line for line in CLEAN["三网测试"] if line["运营商"] == "移动")
    assert found[CLEAN_NO][0] == float(given["RSRP"])
    assert found[CLEAN_NO][2].startswith(CLEAN["联系记录"][0]["目的"])


def test_the_default_template_can_be_filled_as_it_is(desk, tmp_path):
    fill(desk, scene())
    write_template(desk, tmp_path / "t.xlsx")
    book = exported(desk, tmp_path / "a.xlsx", None, template=tmp_path / "t.xlsx")
    sheet = book["反馈"]
    assert {row[1] for row in sheet.iter_rows(min_row=5, values_only=True)} == {CLEAN_NO, OTHER}
    assert "{{ 字段 }}" in book["字段说明"]["A1"].value


def test_every_listed_field_can_be_used(desk):
    """字段说明 promises names; each of them gives a value for a full and for an empty order."""
    fill(desk, scene())
    sandbox = Sandbox()
    general = dict.fromkeys(("区域", "期间", "截至", "门限", "orders", "regions"), "") | {
        "loop": {"index": 1}
    }
    for judged in judged_orders(desk, None, None, None):
        context = context_of(sandbox, {**general, "order": order_values(judged)})
        for name, *_ in lines():
            compile_text(sandbox, f"{{{{ {name} }}}}", [*general, "order"]).value(context)


def test_every_field_is_listed():
    listed = {name for name, *_ in lines()}
    assert {f"order.{field.title}" for field in fields(Order)} <= listed
    assert {f"order.反馈.{column.name}" for column in COLUMNS} <= listed
    for sheet in ROW_SHEETS:
        assert {f"order.最近.{sheet.title}.{field.title}" for field in sheet.fields} <= listed


def test_names_in_templates_are_names():
    assert [field.title for sheet in SHEETS for field in sheet.fields if not field.title.isidentifier()] == []
    assert [column.name for column in COLUMNS if not column.name.isidentifier()] == []
    assert {sheet.title for sheet in ROW_SHEETS}.isdisjoint(by_title(Order))


def test_every_asking_rule_exists():
    assert {code for column in COLUMNS for code in column.asked_by} <= set(BY_CODE)
