"""The one table of what leaves the desk: every kind is written, refused in a sentence, named and told."""

import signal
import zipfile
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest

from desk.errors import InputError
from desk.rules.scenes import CLEAN_NO
from desk.services.editing import save
from desk.services.outputs import BY_NAME, KINDS, Part, Wanted, suggested_name, write_output
from desk.services.period import parse_period
from desk.services.photographing import attach
from desk.services.summarising import closed_periods
from desk.services.undoing import history
from desk.services.viewing import detail
from desk.store import Change
from tests.helpers.papers import words_of
from tests.helpers.pictures import jpg
from tests.helpers.scenes import LEAD, fill, open_desk, rows

TICKET = {"跟踪单号": "GZ-1", "建立时间": "2026-10-13 15:00", "状态": "跟踪中"}
NEED = {"类型": "新建资源", "接收部门": "澄迈分公司", "传递时间": "2026-10-13 16:00"}
PLANNED = {"预约时间": "2026-11-01 09:00"}
MONTH = parse_period("2026-10")
SPAN = parse_period("2026-10-01..2026-10-15")
EMPTY = parse_period("2025-01")


@pytest.fixture
def desk(tmp_path):
    """An order that every kind has something to say of, seen by who may do everything."""
    opened = open_desk(tmp_path, now=datetime(2026, 11, 1, 8, 30))
    order = {"原因分类": "新建资源", "解决情况": "未解决", "回单内容": "待建设。"}
    tests = [*rows()["现场测试"], PLANNED]
    fill(opened, rows(工单=order, 现场测试=tests, 转派=[NEED], 跟踪单=[TICKET]))
    attach(opened, CLEAN_NO, [jpg(tmp_path / "现场.jpg", (60, 40))])
    yield opened.acting(LEAD.name)
    opened.database.close()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_kind_is_written_for_a_month(desk, tmp_path, kind):
    path = tmp_path / f"a{kind.ending}"
    told = write_output(desk, kind.name, path, Wanted(period=MONTH, office="某办公室"))
    assert told.startswith("已")
    if kind.ending == ".pdf":
        assert kind.title in words_of(path)
        assert len(kind.pages(desk, Wanted(period=MONTH), 40)) >= 1
    else:
        assert zipfile.is_zipfile(path)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if Part.PERIOD in kind.takes], ids=lambda k: k.name)
def test_a_period_without_orders_is_the_same_sentence_for_all(desk, tmp_path, kind):
    path = tmp_path / f"a{kind.ending}"
    with pytest.raises(InputError, match=r"^期间“2025-01”没有.*工单，没有生成.*，请核对期间$"):
        write_output(desk, kind.name, path, Wanted(period=EMPTY, unmasked=Part.UNMASKED in kind.takes))
    assert not path.exists()
    assert "未脱敏" not in history(desk)[0].title


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_place_that_cannot_be_written_is_a_sentence_and_leaves_nothing(desk, tmp_path, kind):
    with pytest.raises(InputError, match="不存在"):
        write_output(desk, kind.name, tmp_path / "没有" / f"a{kind.ending}", Wanted(period=MONTH))
    folder = tmp_path / f"是文件夹{kind.ending}"
    folder.mkdir()
    with pytest.raises(InputError, match="文件夹"):
        write_output(desk, kind.name, folder, Wanted(period=MONTH))
    assert list(tmp_path.glob(".*part*")) == []
    assert list(folder.iterdir()) == []


@contextmanager
def full_after(size):
    """Files of this process end at `size` bytes, as on a disk that fills."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    heard = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, heard)


# the archive is logged before it is written, and the limit meets the database too
@pytest.mark.parametrize("kind", [k for k in KINDS if k.name != "archive"], ids=lambda kind: kind.name)
def test_a_disk_that_fills_half_way_leaves_the_old_file(desk, tmp_path, kind):
    path = tmp_path / f"a{kind.ending}"
    path.write_bytes(b"the old one")
    write_output(desk, kind.name, tmp_path / f"b{kind.ending}", Wanted(period=MONTH))
    size = (tmp_path / f"b{kind.ending}").stat().st_size // 2
    with full_after(min(size, 2500)), pytest.raises(InputError, match="超过了允许的大小"):
        write_output(desk, kind.name, path, Wanted(period=MONTH))
    assert path.read_bytes() == b"the old one"
    assert not [found for found in tmp_path.iterdir() if found.suffix == ".part"]


def test_orders_or_a_period_must_be_named_for_paper(desk, tmp_path):
    with pytest.raises(InputError, match="给出工单号，或给出期间"):
        write_output(desk, "field-test", tmp_path / "a.pdf", Wanted())
    with pytest.raises(InputError, match="导出“汇总”要先给出期间"):
        write_output(desk, "summary", tmp_path / "a.xlsx", Wanted())
    assert "1 份" in write_output(desk, "visit", tmp_path / "a.pdf", Wanted(order_nos=(CLEAN_NO,)))


def test_the_visit_card_of_a_month_is_for_visits_to_come(desk, tmp_path):
    scene = rows()
    scene["工单"] = [{**scene["工单"][0], "工单号": "B-2", "用户号码": "13900000002"}]
    fill(desk, {name: found for name, found in scene.items() if name in {"工单", "区域"}})
    write_output(desk, "visit", tmp_path / "a.pdf", Wanted(period=MONTH))
    text = words_of(tmp_path / "a.pdf")
    assert (CLEAN_NO in text, "B-2" in text) == (True, False)


@pytest.mark.parametrize("kind", [k for k in KINDS if Part.UNMASKED in k.takes], ids=lambda kind: kind.name)
def test_unmasking_needs_the_right_and_is_logged(desk, tmp_path, kind):
    wanted = Wanted(period=MONTH, unmasked=True, reason="上门核对")
    path = tmp_path / f"a{kind.ending}"
    with pytest.raises(InputError, match="无权“查看完整信息”"):
        write_output(desk.acting("处理人"), kind.name, path, wanted)
    assert not path.exists()
    write_output(desk, kind.name, path, wanted)
    assert "未脱敏" in history(desk)[0].title
    assert history(desk)[0].reason == "上门核对"


def test_the_archive_is_logged_with_its_reason(desk, tmp_path):
    write_output(desk, "archive", tmp_path / "a.xlsx", Wanted(reason="交接"))
    assert (history(desk)[0].title, history(desk)[0].reason) == ("导出交换工作簿 a.xlsx", "交接")


CALLED = "客户来电 13900001111，转接 0898-66661234。"


@pytest.mark.parametrize("unmasked", [False, True])
@pytest.mark.parametrize("name", ["orders", "feedback", "summary", "field-test", "order", "review"])
def test_numbers_are_masked_also_in_texts_unless_the_right_is_used(desk, tmp_path, name, unmasked):
    order = detail(desk, CLEAN_NO).order
    save(desk, [Change(order, replace(order, complaint=CALLED, need=CALLED))])
    kind = BY_NAME[name]
    path = tmp_path / f"a{kind.ending}"
    write_output(desk, name, path, Wanted(period=MONTH, unmasked=unmasked))
    text = words_of(path) if kind.printed else cells_of(path)
    numbers = {"13800000001"} if name != "review" else set()
    texts = {"13900001111", "0898-66661234"} if name != "summary" else set()
    shown = {number for number in (*numbers, *texts) if number in text}
    assert shown == (numbers | texts if unmasked else set())


def cells_of(path):
    book = openpyxl.load_workbook(path)
    return " ".join(
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell
    )


def test_a_month_can_be_closed_with_its_summary(desk, tmp_path):
    later = replace(desk, now=lambda: datetime(2026, 11, 2, 9, 0))
    told = write_output(later, "summary", tmp_path / "a.xlsx", Wanted(period=MONTH, close=True))
    assert told == "已月结 2026-10，已汇总 1 张工单"
    assert [closing.period for closing in closed_periods(later)] == ["2026-10"]


def test_what_is_missing_is_named_with_its_order(desk):
    check = BY_NAME["feedback"].check
    items = check(desk, Wanted(period=MONTH))
    assert {item.order_no for item in items} == {CLEAN_NO}
    assert all(item.rule and item.message for item in items)


@pytest.mark.parametrize(
    ("name", "wanted", "file"),
    [
        ("summary", Wanted(period=MONTH), "汇总-2026-10.xlsx"),
        ("orders", Wanted(period=SPAN), "工单清单-2026-10-01至2026-10-15.xlsx"),
        ("feedback", Wanted(region="海口/三亚"), "区域反馈表-海口_三亚.xlsx"),
        ("field-test", Wanted(order_nos=("A-1",)), "现场测试报告-A-1.pdf"),
        ("field-test", Wanted(order_nos=("A-1", "A-2")), "现场测试报告.pdf"),
        ("shift", Wanted(handler="张三", period=MONTH), "当班工作单-张三.pdf"),
    ],
)  # fmt: skip
def test_a_file_is_named_by_what_is_in_it(name, wanted, file):
    assert suggested_name(name, wanted) == file


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        ("order", [("准备工单处理单", 0, 0), ("准备报告", 0, 1), ("排版", 0, 0)]),
        ("orders", [("准备工单清单", 0, 0), ("写清单", 0, 1), ("写检查明细", 0, 1), ("写工单字段", 0, 1)]),
        ("feedback", [("准备区域反馈表", 0, 0), ("读取工单", 0, 1), ("填写反馈表", 0, 6)]),
        ("summary", [("准备汇总", 0, 0), ("读取工单，计算指标", 0, 0), ("写工单明细", 0, 1)]),
        ("archive", [("准备交换工作簿", 0, 0), ("写“工单”", 0, 1), ("写“联系记录”", 0, 1)]),
    ],
)
def test_progress_is_told_order_by_order(desk, tmp_path, name, steps):
    told = []
    heard = replace(desk, progress=lambda *step: told.append(step))
    write_output(heard, name, tmp_path / f"a{BY_NAME[name].ending}", Wanted(period=MONTH))
    assert [step for step in told if step in steps] == steps
