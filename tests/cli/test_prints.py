"""desk print: every report as a person or a script asks for it."""

import json
import os

import pytest

from desk.rules.scenes import CLEAN_NO
from desk.services.desk import Desk
from desk.services.undoing import history
from desk.store import open_database
from tests.helpers.papers import words_of
from tests.helpers.pictures import jpg
from tests.helpers.scenes import rows, write_exchange

TICKET = {"跟踪单号": "GZ-1", "建立时间": "2026-10-13 15:00", "状态": "跟踪中"}
NEED = {"类型": "新建资源", "接收部门": "澄迈分公司", "传递时间": "2026-10-13 16:00"}


@pytest.fixture
def call(call, tmp_path, monkeypatch):
    """The same on an order that needs building."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "data"))

    order = {"原因分类": "新建资源", "解决情况": "未解决", "回单内容": "待建设。"}
    book = write_exchange(tmp_path / "月.xlsx", rows(工单=order, 转派=[NEED], 跟踪单=[TICKET]))
    assert call("import", str(book))[0] == 0
    return call


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (("field-test", CLEAN_NO), "现场测试报告"),
        (("order", CLEAN_NO), "工单处理单"),
        (("visit", CLEAN_NO), "上门服务卡"),
        (("follow-up", CLEAN_NO), "投诉跟踪单"),
        (("shift",), "当班工作单"),
        (("shift", "--handler", "处理人"), "当班工作单"),
        (("review",), "建设需求论证"),
        (("review", "--period", "2026-10"), "建设需求论证"),
    ],
)
def test_each_report_is_printed(call, tmp_path, words, title):
    out = tmp_path / "报告.pdf"
    code, said, _ = call("print", *words, str(out))
    assert code == 0
    assert title in said
    assert title in words_of(out)


def test_the_office_of_the_settings_stands_in_the_header(call, tmp_path, monkeypatch):
    from desk.settings import Settings

    Settings.load().choose("office", "某公司投诉处理组")
    out = tmp_path / "报告.pdf"
    assert call("print", "order", CLEAN_NO, str(out))[0] == 0
    assert "某公司投诉处理组" in words_of(out)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("order", "没有", "a.pdf"), "没有工单号为“没有”的工单"),
        (("order", "a.pdf"), "没有指定工单，请给出工单号，或给出期间"),
        (("review", "--period", "2025-01", "a.pdf"), "没有生成建设需求论证"),
        (("shift", "--handler", "无名氏", "a.pdf"), "没有处理人“无名氏”的工单"),
        (("visit", CLEAN_NO, "没有的文件夹/a.pdf"), "不存在，请先建立它或换一个位置"),
    ],
)
def test_what_is_wrong_is_one_sentence(call, words, sentence):
    code, out, err = call("print", *words)
    assert (code, out) == (2, "")
    assert sentence in err
    assert len(err.strip().splitlines()) == 1


def test_photographs_are_added_listed_and_taken_out(call, tmp_path):
    (tmp_path / "坏.png").write_bytes(b"nothing")
    files = (str(jpg(tmp_path / "门口.jpg")), str(tmp_path / "坏.png"))
    code, out, _ = call("photo", "add", CLEAN_NO, *files, "--note", "客户家门口", "--permission", "客户同意")
    assert (code, "已添加 1 张照片" in out, "没有添加：照片“坏.png”已损坏" in out) == (0, True, True)
    code, out, _ = call("photo", "list", CLEAN_NO)
    assert (code, "门口.jpg  客户家门口" in out) == (0, True)
    assert [row["trouble"] for row in json.loads(call("photo", "list", CLEAN_NO, "--json")[1])["photos"]] == [
        None
    ]
    assert call("photo", "save", CLEAN_NO, str(tmp_path / "照片"))[0] == 0
    assert len(list((tmp_path / "照片").glob("*.jpg"))) == 1
    code, _, err = call("photo", "add", CLEAN_NO, str(tmp_path / "没有.jpg"))
    assert (code, "找不到照片" in err) == (2, True)


def test_the_feedback_of_chosen_orders_in_full_is_logged_with_its_reason(call, tmp_path):
    words = (
        "export",
        "feedback",
        "--region",
        "all",
        "--order",
        CLEAN_NO,
        "--unmasked",
        "--reason",
        "上门核对",
    )
    assert call(*words, "--by", "处理人", str(tmp_path / "a.xlsx"))[0] == 2
    code, said, _ = call(*words, "--by", "组长", str(tmp_path / "a.xlsx"))
    assert (code, said.startswith("已导出 1 张工单的反馈到")) == (0, True)
    desk = Desk(open_database(os.environ["DESK_DATABASE"]))
    assert history(desk)[0].reason == "上门核对"
    desk.database.close()
    code, _, err = call("export", "feedback", "--region", "all", "--order", "没有", str(tmp_path / "b.xlsx"))
    assert (code, "没有工单，没有生成反馈表" in err) == (2, True)
