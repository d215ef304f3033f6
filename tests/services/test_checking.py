"""Checking a workbook as a person would have it, through the real reader."""

import pytest

from desk.errors import InputError
from desk.rules.scenes import CLEAN_AT, CLEAN_NO
from desk.services.checking import check_file
from desk.vocabulary import Verdict
from tests.helpers.scenes import rows, write_exchange

CALL = {"方式": "电话", "目的": "回访", "结果": "接通", "确认恢复": "是"}


@pytest.fixture
def findings(tmp_path):
    """The findings of the clean order by rule, with sheets of the workbook replaced."""

    def check(**sheets):
        result = check_file(write_exchange(tmp_path / "工单.xlsx", rows(**sheets)), CLEAN_AT)
        return {finding.rule: finding for finding in result.findings if finding.order_no == CLEAN_NO}

    return check


def test_a_row_that_cannot_be_read_is_no_missing_record(findings):
    lost = [{**CALL, "时间": "昨天上午"}, {**CALL, "时间": None}]
    found = findings(联系记录=lost)["RPL01"]
    assert found.verdict is Verdict.UNKNOWN
    assert found.message == "联系记录第 2、3 行无法读取，无法判定"
    assert found.missing == ("联系记录",)


def test_nor_is_it_a_step_not_done(findings):
    handed = {"类型": "故障", "接收部门": None, "传递时间": "2026-10-12 10:00"}
    found = findings(工单={"原因分类": "故障"}, 转派=[handed])["DLN04"]
    assert (found.verdict, found.missing) == (Verdict.UNKNOWN, ("转派",))


@pytest.mark.parametrize("number", ["第九步", "13"])
def test_nor_is_it_a_step_without_record(findings, number):
    kinds = ["优化"] * 6 + ["整改"] * 3 + ["评估"]
    nine = [
        {"步骤": at, "类型": kind, "状态": "已实施", "说明": "已做", "组": "澄迈优化组"}
        for at, kind in enumerate(kinds, 1)
    ]
    handed = {"类型": "新建资源", "接收部门": "澄迈分公司", "传递时间": "2026-10-12 10:00"}
    sheets = {"工单": {"原因分类": "新建资源"}, "转派": [handed]}
    for steps in ([*nine[:8], {**nine[8], "步骤": number}, nine[9]], [{**nine[8], "步骤": number}]):
        found = findings(**sheets, 处理步骤=steps)
        told = [(found[rule].verdict, found[rule].missing) for rule in ("FLD07", "FLD08")]
        assert told == [(Verdict.UNKNOWN, ("处理步骤",))] * 2
        assert "无法读取" in found["FLD07"].message
    open_step = {**nine[0], "状态": "未实施"}
    found = findings(**sheets, 处理步骤=[open_step, *nine[1:8], {**nine[8], "步骤": number}, nine[9]])
    assert [found[rule].verdict for rule in ("FLD07", "FLD08")] == [Verdict.FAIL] * 2
    assert all("第 9 步" not in found[rule].message for rule in ("FLD07", "FLD08"))


def test_nor_are_the_customers_words_in_it_missing(findings):
    lost = {**CALL, "时间": "昨天上午", "内容": "用户称电梯里没有信号"}
    found = findings(工单={"最紧迫需求": None}, 联系记录=[lost])["FLT02"]
    assert (found.verdict, found.missing) == (Verdict.UNKNOWN, ("联系记录",))


def test_a_row_that_can_be_read_decides_beside_one_that_cannot(findings):
    good = {**CALL, "时间": "2026-10-13 10:00"}
    assert "RPL01" not in findings(联系记录=[good, {**CALL, "时间": "昨天上午"}])


def test_a_result_in_another_word_is_no_missed_call(findings):
    calls = [{**CALL, "时间": f"2026-10-{day} 10:00", "结果": "打通了"} for day in (11, 12, 13)]
    found = findings(联系记录=calls)["RPL01"]
    assert (found.verdict, found.missing) == (Verdict.UNKNOWN, ("联系记录.结果",))
    assert "结果“打通了”不是接通、未接通、拒接" in found.message


def test_a_word_in_another_width_or_case_is_the_same(findings):
    rows = [
        {"运营商": operator, "网络类型": network, "RSRP": f"-9{number}", "测试时间": "2026-10-11 15:10"}
        for number, (operator, network) in enumerate((("移动", "４ｇ"), ("联 通", "4g"), ("电信", "4G ")))
    ]
    assert "FLD01" not in findings(三网测试=rows)


def test_an_event_at_midnight_is_told_by_its_own_day(findings):
    found = findings(联系记录=[{**CALL, "时间": "2026-10-13 00:00"}])["CON01"]
    assert found.message.startswith("2026-10-13 00:00 电话")


def test_what_cannot_be_read_or_belongs_to_no_order_is_listed(tmp_path):
    sheets = rows(工单={"定性时间": "下周"}, 联系记录=[{**CALL, "时间": "2026-10-13 10:00"}])
    sheets["联系记录"].append({**sheets["联系记录"][0], "工单号": "HI-0"})
    errors = check_file(write_exchange(tmp_path / "工单.xlsx", sheets), CLEAN_AT).errors
    assert [(error.sheet, error.row, error.column, error.value) for error in errors] == [
        ("工单", 2, "定性时间", "下周"),
        ("联系记录", 3, "工单号", "HI-0"),
    ]


def test_a_time_that_cannot_be_read_leaves_open_which_rules_apply(findings):
    test = rows()["现场测试"][0]
    found = findings(现场测试=[{**test, "完成时间": "明天"}])
    assert {code for code in found if code[:3] in ("FLD", "FLT")} >= {"FLD01", "FLD04", "FLT01", "FLT02"}
    assert found["FLD01"].verdict is Verdict.UNKNOWN
    assert found["FLD01"].message == "现场测试.完成时间的原值“明天”无法读取，无法判定"
    assert found["FLD01"].missing == ("现场测试.完成时间",)
    assert [place.value for place in found["FLD01"].evidence] == [None]


def test_a_second_visit_whose_end_cannot_be_read_is_not_passed_over(findings):
    test = rows()["现场测试"][0]
    second = {**test, "预约时间": None, "到达时间": "2026-10-12 09:00", "完成时间": "中午", "问题复测": None}
    found = findings(现场测试=[test, second])
    assert found["FLD02"].verdict is Verdict.UNKNOWN
    assert found["FLD02"].message == "现场测试.完成时间的原值“中午”无法读取，无法判定"
    assert [place.row for place in found["FLD02"].evidence] == [3]
    assert "FLD03" not in found


def test_what_cannot_be_read_elsewhere_touches_no_order(findings):
    sites = [{"站点编号": "HN1", "断站开始": "很久以前"}]
    assert findings(站点=sites, 评审会=[{"时间": "周四"}]) == {}


def test_nor_does_a_reply_whose_time_cannot_be_read_count_as_none(findings):
    found = findings(工单={"回单时间": "昨天下午", "原因分类": None})
    assert found["ANA02"].verdict is Verdict.UNKNOWN
    assert found["ANA02"].message == "回单时间的原值“昨天下午”无法读取，无法判定"
    assert "FLD08" not in found


def test_a_parameter_that_cannot_be_is_refused_with_its_place(tmp_path):
    sheets = rows(参数=[{"名称": "soon_hours", "值": "12"}, {"名称": "repeat_days", "值": "多"}])
    with pytest.raises(InputError, match=r"“工单\.xlsx”的工作表“参数”第 3 行：参数“repeat_days”.*请改正"):
        check_file(write_exchange(tmp_path / "工单.xlsx", sheets), CLEAN_AT)


def test_a_blank_that_is_in_truth_unreadable_breaks_nothing(findings):
    handed = {"类型": "故障", "接收部门": "澄迈维护室", "传递时间": "2026-10-12 10:00", "口径": "抢修"}
    found = findings(转派=[{**handed, "完成时间": "很快"}])["RPL05"]
    assert (found.verdict, found.missing) == (Verdict.UNKNOWN, ("转派.完成时间",))
    assert found.message == "转派.完成时间的原值“很快”无法读取，无法判定"


def test_but_what_is_truly_blank_beside_it_does(findings):
    handed = {"类型": "故障", "接收部门": "澄迈维护室", "传递时间": "2026-10-12 10:00", "口径": "抢修"}
    rows = [{**handed, "完成时间": "很快"}, {**handed, "接收部门": "澄迈代维"}]
    assert findings(转派=rows)["RPL05"].verdict is Verdict.FAIL


def test_nor_is_an_unreadable_field_of_the_order_a_pass(findings):
    found = findings(工单={"用户号码": "1.38E+10"})["RPL06"]
    assert (found.verdict, found.missing) == (Verdict.UNKNOWN, ("用户号码",))


def test_rows_of_an_order_with_an_error_are_not_told_as_strays(tmp_path):
    book = write_exchange(tmp_path / "工单.xlsx", rows(工单={"派单时间": "昨天"}, 联系记录=[CALL]))
    assert [(e.sheet, e.column) for e in check_file(book, CLEAN_AT).errors] == [
        ("工单", "派单时间"),
        ("联系记录", "时间"),
    ]


def test_a_message_quotes_a_readable_part(findings):
    long = "到了，" * 2_000
    found = findings(
        工单={"投诉地址": long, "经度": "1" * 3_000}, 现场测试=[{"完成时间": "2026-10-11", "六不": long}]
    )
    assert all(len(finding.message) < 300 for finding in found.values())
    assert found["ADR01"].message.startswith("投诉地址“到了，到了，")
    assert found["ADR01"].evidence[0].value == long


def test_a_whole_number_out_of_its_range_is_told_with_its_place(tmp_path):
    sheets = rows(
        工单={"重复派单次数": "1e300"}, 联系记录=[{**CALL, "时间": "2026-10-13 10:00", "满意度": "11"}]
    )
    sheets["处理步骤"] = [{"工单号": CLEAN_NO, "步骤": "13", "状态": "已实施"}]
    errors = check_file(write_exchange(tmp_path / "工单.xlsx", sheets), CLEAN_AT).errors
    assert [(error.column, error.value, error.reason) for error in errors] == [
        ("重复派单次数", "1e300", "“1e300”不在 0 到 9999 之间，请改正。"),
        ("满意度", "11", "“11”不在 1 到 10 之间，请改正。"),
        ("步骤", "13", "“13”不在 1 到 12 之间，请改正。"),
    ]
