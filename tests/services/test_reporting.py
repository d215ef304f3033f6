"""What is printed of an order: the field-test report, the order sheet, the visit card, the follow-up slip."""

import re

import pytest

from desk.errors import InputError
from desk.rules.scenes import CLEAN_NO
from desk.services import reporting
from desk.services.masking import Unmasking
from desk.services.undoing import history
from desk.services.viewing import detail
from tests.helpers.papers import words_of
from tests.helpers.scenes import fill, open_desk, rows, unreplied

OFFICE = "某公司投诉处理组"
UNSOLVED = {"解决情况": "未解决", "回单内容": "该处弱覆盖，已纳入规划，待建设。"}
TICKET = {
    "跟踪单号": "GZ-1",
    "建立时间": "2026-10-13 15:00",
    "状态": "跟踪中",
    "最近跟踪时间": "2026-10-20 10:00",
    "下次跟踪时间": "2026-11-02 10:00",
}
FAULT = {"类型": "技改", "接收部门": "澄迈分公司", "传递时间": "2026-10-12 16:00", "口径": "请整改"}


@pytest.fixture
def desk(tmp_path):
    opened = open_desk(tmp_path)
    yield opened
    opened.database.close()


@pytest.fixture
def printed(desk, tmp_path):
    """The words of a report."""

    def read(name, *arguments, **options):
        path = tmp_path / f"{name}.pdf"
        if arguments:
            getattr(reporting, f"{name}_pdf")(desk, list(arguments), path, office=OFFICE, **options)
        else:
            getattr(reporting, f"{name}_pdf")(desk, path, office=OFFICE, **options)
        return words_of(path)

    return read


def two_orders(**more):
    """The clean order and a bare one beside it."""
    scene = rows(**more)
    scene["工单"].append({"工单号": "B-2", "派单时间": "2026-10-20 08:00", "用户号码": "13900000002"})
    return scene


@pytest.mark.parametrize("name", ["field_test", "order", "visit", "follow_up"])
def test_the_pages_are_those_of_the_pdf_and_name_the_office(desk, printed, name):
    fill(desk, rows(跟踪单=[TICKET]))
    text = printed(name, CLEAN_NO)
    assert OFFICE in text
    (_, count) = re.search(rf"{'GZ-1' if name == 'follow_up' else CLEAN_NO}第(1)页共(\d)页", text).groups()
    pictures = getattr(reporting, f"{name}_pages")(desk, [CLEAN_NO], dpi=40)
    assert len(pictures) == int(count)
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)


@pytest.mark.parametrize("name", ["field_test", "order", "visit", "follow_up"])
def test_personal_data_stay_masked(desk, printed, name):
    fill(desk, rows(跟踪单=[TICKET]))
    text = printed(name, CLEAN_NO)
    assert "138****0001" in text
    assert "13800000001" not in text


@pytest.mark.parametrize("name", ["field_test", "order", "visit", "follow_up"])
def test_who_has_the_right_prints_them_in_full_and_it_is_logged(desk, name):
    fill(desk, rows(跟踪单=[TICKET]))
    data = getattr(reporting, f"{name}_data")
    with pytest.raises(InputError, match="无权“查看完整信息”"):
        data(desk, [CLEAN_NO], unmasking=Unmasking())
    with pytest.raises(InputError, match="没有工单号"):
        data(desk.acting("组长"), ["无"], unmasking=Unmasking())
    assert "打印未脱敏报告 无" not in [deed.title for deed in history(desk)]
    sheet = data(desk.acting("组长"), [CLEAN_NO], unmasking=Unmasking())["reports"][0]
    assert sheet["order"]["phone"] == "13800000001"
    assert detail(desk, CLEAN_NO).order.phone == "13800000001"
    assert f"打印未脱敏报告 {CLEAN_NO}" in [deed.title for deed in history(desk)]


@pytest.mark.parametrize("name", ["field_test", "order", "visit", "follow_up"])
def test_an_unknown_order_is_told_and_nothing_is_written(desk, tmp_path, name):
    with pytest.raises(InputError, match="没有工单号为“无”的工单"):
        getattr(reporting, f"{name}_pdf")(desk, ["无"], tmp_path / "a.pdf")
    with pytest.raises(InputError, match="没有指定工单"):
        getattr(reporting, f"{name}_data")(desk, [])
    assert not (tmp_path / "a.pdf").exists()


def test_many_orders_make_one_pdf_with_a_bookmark_each_and_none_twice(desk, printed, tmp_path):
    fill(desk, two_orders())
    text = printed("order", "B-2", CLEAN_NO, "B-2")
    assert text.index("工单B-2第1页") < text.index(f"工单{CLEAN_NO}第1页")
    assert text.count("工单B-2第1页") == 1
    assert (tmp_path / "order.pdf").read_bytes().count(b"/Title") >= 3


def test_an_order_without_findings_has_passed(desk, printed):
    fill(desk, rows())
    assert "检查结果通过" in printed("field_test", CLEAN_NO)


def test_an_order_without_a_field_test_is_told(desk):
    fill(desk, two_orders())
    with pytest.raises(InputError, match="工单 B-2 没有现场测试记录，不能打印现场测试报告，请先登记"):
        reporting.field_test_data(desk, [CLEAN_NO, "B-2"])


def test_thresholds_are_suggestions_until_the_office_sets_them(desk):
    fill(desk, rows(参数=[{"名称": "weak_rsrp_4g", "值": "-112"}]))
    first, second = reporting.field_test_data(desk, [CLEAN_NO])["reports"][0]["thresholds"]
    assert ("-112 dBm 为弱" in first["text"], first["suggested"]) == (True, False)
    assert second["suggested"]


def test_the_order_sheet_tells_what_was_done_and_how_it_stands(desk, printed):
    fill(desk, rows(联系记录=[]))
    text = printed("order", CLEAN_NO)
    for part in (
        "投诉工单处理单", "用户反映在家里上网慢", "不符合2", "RPL01", "FLT01", "办法：",
        "通过", "不适用", "阶段回复", "初步判断为小区负荷高", "测试员甲", "调整下倾角",
        "没有记录：联系记录、转派、升级、跟踪单。", "回单内容", "处理人（签字）", "本报告所用门限",
    ):  # fmt: skip
        assert part in text, part
    sheet = reporting.order_data(desk, [CLEAN_NO])["reports"][0]
    assert {finding["verdict"] for finding in sheet["quiet"]} == {"pass", "na"}
    assert not {finding["rule"] for finding in sheet["findings"]} & {f["rule"] for f in sheet["quiet"]}


def test_steps_are_printed_with_their_names(desk, printed):
    work = [{"步骤": "2", "类型": "优化", "状态": "已实施"}, {"步骤": "8", "类型": "整改", "状态": "未实施"}]
    need = {"类型": "新建资源", "接收部门": "澄迈分公司", "传递时间": "2026-10-13 09:00"}
    fill(
        desk.acting("组长"),
        {**rows(处理步骤=work, 转派=[need]), "步骤名称": [{"编号": "2", "名称": "下倾角调整"}]},
    )
    for name in ("field_test", "order"):
        text = printed(name, CLEAN_NO)
        assert "2下倾角调整优化已实施" in text and "8整改步骤8（示例）整改未实施" in text, name
    (sheet,) = reporting.review_data(desk, [CLEAN_NO])["reports"]
    assert [step["title"] for step in sheet["steps"]] == ["2 下倾角调整", "8 整改步骤 8（示例）"]


def test_an_order_of_a_bare_export_claims_no_missing_records(desk, printed):
    scene = {"工单": [{"工单号": "B-2", "派单时间": "2026-10-20 08:00"}]}
    fill(desk, scene, bare=True)
    text = printed("order", "B-2")
    assert "处理记录尚未登记" in text
    assert "没有记录：" not in text


def test_the_visit_card_fits_one_page_with_script_and_conduct(desk, printed):
    visit = {"预约时间": "2026-11-01 15:00", "测试人": "测试员乙"}
    fill(desk, unreplied() | {"现场测试": [visit]})
    text = printed("visit", CLEAN_NO)
    for part in (
        "您好，不好意思打扰您了", "您反映的4G数据问题", "祝您生活愉快，再见", "打“十分”", "2026-11-0114:50前",
        "08:30—12:00，14:30—21:00", "不迟到，带微笑", "不忘记，要满意", "请留步", "凑合着用", "三网测试",
        "联通", "铁塔资源", "测试人：测试员乙", "第1页共1页",
    ):  # fmt: skip
        assert part in text, part


def test_a_complaint_of_many_lines_leaves_the_visit_card_on_one_page(desk, printed):
    lines = "\n".join(f"要素{number}:值" for number in range(9))
    fill(desk, rows(工单={"投诉内容": lines}))
    text = printed("visit", CLEAN_NO)
    assert "要素0:值；要素1:值" in text
    assert "第1页共1页" in text


def test_the_follow_up_slip_tells_what_is_owed(desk, printed):
    open_need = FAULT | {"时限": "2026-11-05 18:00"}
    fill(
        desk, rows(工单=UNSOLVED, 跟踪单=[TICKET], 转派=[open_need, FAULT | {"完成时间": "2026-10-12 18:00"}])
    )
    text = printed("follow_up", CLEAN_NO)
    for part in (
        "投诉跟踪单", "GZ-1", "下次跟踪：2026-11-0210:00", "待建设", "列入下季度扩容评估", "2026-11-0518:00",
        "客户确认已恢复正常", "确认恢复", "跟踪人（签字）",
    ):  # fmt: skip
        assert part in text, part
    slip = reporting.follow_up_data(desk, [CLEAN_NO])["reports"][0]
    assert len(slip["transfers"]) == 1


def test_without_a_promise_the_next_tracking_follows_the_interval(desk):
    fill(desk, rows(工单=UNSOLVED, 跟踪单=[TICKET | {"下次跟踪时间": ""}]))
    slip = reporting.follow_up_data(desk, [CLEAN_NO])["reports"][0]
    assert (slip["next_at"], slip["promised"]) == ("2026-10-27 10:00", False)


def test_an_order_without_a_ticket_has_no_slip(desk):
    fill(desk, rows())
    with pytest.raises(InputError, match=f"工单 {CLEAN_NO} 没有跟踪单，不能打印跟踪单"):
        reporting.follow_up_data(desk, [CLEAN_NO])


def test_the_first_tested_orders_are_found(desk):
    fill(desk, two_orders())
    assert reporting.tested_orders(desk, 5) == [CLEAN_NO]
