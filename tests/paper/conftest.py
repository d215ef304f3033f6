"""A field-test report in full, made of made-up values, and what poppler reads of a PDF."""

import shutil
import subprocess
import sys
from datetime import datetime

import pytest

from desk.paper.comparing import Grade, Measured, OperatorReadings, Reading
from desk.paper.field_test import (
    FieldTestSheet,
    Finding,
    HandlingStep,
    Mark,
    MarkKind,
    OrderFacts,
    Sketch,
    Threshold,
    Tick,
    Visit,
    document,
    six_ticks,
)
from desk.vocabulary import Verdict

NO = "HI-052-261010-00001"
RING = ((110.0, 19.4), (110.2, 19.4), (110.2, 19.9), (109.9, 19.9), (110.0, 19.4))


def measured(rsrp, sinr, down, up, delay, *, network="4G", grade=Grade.GOOD):
    return Measured(
        network=network,
        service="数据",
        indoors="室内",
        time=datetime(2026, 10, 11, 15, 5),
        rsrp=Reading(f"{rsrp:g}", rsrp, grade),
        sinr=Reading(f"{sinr:g}", sinr, Grade.GOOD),
        down=Reading(f"{down:g}", down),
        up=Reading(f"{up:g}", up),
        delay=Reading(f"{delay:g}", delay),
    )


def operators():
    return (
        OperatorReadings(
            "移动", measured(-112, 6, 8.2, 2.1, 62, grade=Grade.WEAK), measured(-95, 12, 39, 10, 35)
        ),
        OperatorReadings("联通", measured(-107, 8, 22.5, 6.4, 42, grade=Grade.BORDER)),
        OperatorReadings("电信", measured(-98, 4, 25.1, 7, 42)),
    )


def order(**changes):
    values = {
        "order_no": NO,
        "dispatched_at": datetime(2026, 10, 10, 8, 45),
        "due_at": datetime(2026, 10, 14, 8, 45),
        "region": "澄迈",
        "phone": "138****0001",
        "network": "4G",
        "service": "数据",
        "complaint": "用户反映在家里上网慢",
        "need": "晚上能正常看视频",
        "address": "海南省澄迈县金江镇文明路227号",
        "coordinates": "110.0073，19.7384",
        "datum": "GCJ-02",
        "short_plan": "调整天线下倾角",
        "long_plan": "列入扩容评估",
    }
    return OrderFacts(**{**values, **changes})


def visit(**changes):
    values = {
        "operators": operators(),
        "arrived_at": datetime(2026, 10, 11, 14, 45),
        "finished_at": datetime(2026, 10, 11, 15, 40),
        "tester": "测试员甲",
        "rivals": "联通、电信信号一般",
        "six_donts": six_ticks("是是是否-是"),
        "duties": (Tick("已留联系方式", "是"),),
    }
    return Visit(**{**values, **changes})


def sheet(**changes):
    values = {
        "order": order(),
        "number": "CS-001",
        "sketch": Sketch((RING,), (Mark(110.0073, 19.7384, MarkKind.ORDER, "工单坐标"),), "澄迈县", "GCJ-02"),
        "visits": (visit(),),
        "steps": (
            HandlingStep(
                title="1 优化步骤 1（示例）", kind="优化", state="已实施", effect="改善", note="调整下倾角"
            ),
        ),
        "findings": (
            Finding(Verdict.PASS, "FLD01", "三网测试不全", "三网均已测试。", "1.2.1"),
            Finding(Verdict.FAIL, "FLD03", "信息收集不全", "未填：友商资源。", "1.2.1", "补填友商资源。"),
        ),
        "thresholds": (Threshold("4G 弱覆盖 RSRP < -110 dBm", True),),
    }
    return FieldTestSheet(**{**values, **changes})


def data(*sheets):
    return document(
        sheets or (sheet(),),
        as_of=datetime(2026, 10, 31, 18),
        checked_at=datetime(2026, 10, 31, 18, 5),
        office="某办公室",
    )


def read(tool, document, tmp_path, *options, to=("-",)):
    """What a tool of poppler says of a PDF; the test is skipped where poppler is missing."""
    if not shutil.which(tool):
        pytest.skip(f"本机没有 {tool}（poppler-utils）")
    source = tmp_path / "read.pdf"
    source.write_bytes(document)
    done = subprocess.run([tool, *options, str(source), *to], capture_output=True, check=True)
    return done.stdout.decode()


@pytest.fixture
def scene():
    """The builders above."""
    return sys.modules[__name__]


@pytest.fixture
def words(tmp_path):
    """The text of a PDF without spaces and line ends, which belong to the layout."""
    return lambda document: "".join(read("pdftotext", document, tmp_path, "-raw").split())
