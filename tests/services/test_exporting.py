"""The order list as a workbook: low rows, one page across, what is wrong by name, masked."""

from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from desk.errors import InputError
from desk.models import deeds
from desk.records import Order, fields
from desk.rules.scenes import CLEAN, CLEAN_NO
from desk.services.exporting import export_orders
from desk.services.masking import Unmasking
from desk.store.listing import ListQuery
from desk.workbook.housestyle import ROW_POINTS
from tests.helpers.scenes import fill, rows

LONG = "用户反映家里手机信号时有时无，打电话经常断线，晚上更明显，已持续一周，要求尽快上门处理。" * 12


@pytest.fixture
def book(desk, tmp_path):
    """The list of two orders: the clean one, and one that nobody called back."""
    scene = rows()
    scene["工单"].append(
        {**CLEAN["工单"][0], "工单号": "HI-052-261010-00009", "投诉内容": LONG, "区域": "琼北"}
    )
    fill(desk, scene)
    export_orders(desk, tmp_path / "清单.xlsx")
    return openpyxl.load_workbook(tmp_path / "清单.xlsx")


def lines(sheet):
    titles = [cell.value for cell in sheet[2]]
    return [dict(zip(titles, row, strict=True)) for row in sheet.iter_rows(min_row=3, values_only=True)]


def highest(sheet):
    heights = [dimension.height for row, dimension in sheet.row_dimensions.items() if row > 2]
    return max((height for height in heights if height), default=ROW_POINTS)


def test_the_list_fits_one_page_across_and_its_rows_stay_low(book):
    assert book.sheetnames == ["清单", "检查明细", "工单"]
    assert highest(book["工单"]) == 2 * ROW_POINTS
    assert highest(book["清单"]) <= 3 * ROW_POINTS
    for sheet in ("清单", "检查明细"):
        assert (book[sheet].page_setup.fitToWidth, book[sheet].page_setup.orientation) == (1, "landscape")
        assert book[sheet].print_title_rows == "$2:$2"


def test_the_list_names_what_is_wrong_and_counts_it(book):
    head = book["清单"]["A1"].value
    assert head.startswith("投诉工单检查清单（截至 2026-10-31 18:00，共 2 张：")
    listed = {line["工单号"]: line for line in lines(book["清单"])}
    assert listed[CLEAN_NO]["结论"] in head
    found = listed["HI-052-261010-00009"]
    assert found["结论"] == "不符合"
    assert "RPL01 未回访即已解决" in found["问题"].split("；")
    details = [line for line in lines(book["检查明细"]) if line["工单号"] == "HI-052-261010-00009"]
    told = {line["规则"]: line for line in details}
    assert (told["RPL01"]["条款"], told["RPL01"]["名称"]) == ("2.4", "未回访即已解决")
    fields_of = {line["工单号"]: line for line in lines(book["工单"])}["HI-052-261010-00009"]
    assert fields_of["不符合"] == sum(line["结论"] == "不符合" for line in details)


def test_every_field_is_there_whole_and_masked(book):
    held = {line["工单号"]: line for line in lines(book["工单"])}["HI-052-261010-00009"]
    assert set(held) >= {field.title for field in fields(Order)}
    assert held["投诉内容"] == LONG
    assert held["用户号码"] == "138****0001"
    texts = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert CLEAN["工单"][0]["用户号码"] not in texts


def test_the_list_follows_the_query_and_is_not_written_without_orders(desk, tmp_path, book):
    assert export_orders(desk, tmp_path / "a.xlsx", ListQuery(facets=(("region", "琼北"),))) == 1
    with pytest.raises(InputError, match=r"^所选范围没有工单，没有生成清单，请核对所选范围$"):
        export_orders(desk, tmp_path / "b.xlsx", ListQuery(facets=(("region", "没有"),)))
    assert not (tmp_path / "b.xlsx").exists()


def test_unmasking_needs_the_right_and_is_logged(desk, tmp_path, book):
    with pytest.raises(InputError, match="无权"):
        export_orders(desk, tmp_path / "a.xlsx", unmasking=Unmasking())
    export_orders(desk.acting("组长"), tmp_path / "b.xlsx", unmasking=Unmasking())
    held = {line["工单号"]: line for line in lines(openpyxl.load_workbook(tmp_path / "b.xlsx")["工单"])}
    assert held[CLEAN_NO]["用户号码"] == CLEAN["工单"][0]["用户号码"]
    with desk.database.read() as connection:
        titles = connection.scalars(select(deeds.c.title).order_by(deeds.c.id)).all()
    assert titles[-1] == "导出未脱敏清单 b.xlsx"


def test_the_same_list_gives_the_same_bytes(desk, tmp_path: Path, book):
    for name in ("a.xlsx", "b.xlsx"):
        export_orders(desk, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
