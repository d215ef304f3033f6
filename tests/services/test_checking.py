"""Checking a workbook as a person would have it, through the real reader."""

import pytest

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


def test_a_row_that_can_be_read_decides_beside_one_that_cannot(findings):
    good = {**CALL, "时间": "2026-10-13 10:00"}
    assert "RPL01" not in findings(联系记录=[good, {**CALL, "时间": "昨天上午"}])
