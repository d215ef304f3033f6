"""The office's settings: their version names what is in force, not where it is kept."""

from datetime import datetime

from desk.records import Department, Meeting, T2Switch
from desk.rules.departments import class_of
from desk.rules.office import office_from
from desk.vocabulary import Verdict

WEDNESDAY = datetime(2026, 10, 21, 14)


def version_of(key: int, **more: str) -> str:
    """The version of one meeting and one switch kept under a key."""
    return office_from(
        {
            "meetings": [Meeting(key=key, time=WEDNESDAY, **more)],
            "t2_switches": [T2Switch(key=key, branch="澄迈分公司", enabled="是")],
        }
    ).version


def test_the_same_settings_from_a_file_and_a_database_have_one_version():
    assert version_of(2) == version_of(31)


def test_another_setting_has_another_version():
    assert version_of(2) != version_of(2, cancelled="是")


def test_spaces_around_a_name_make_no_other_department(judge):
    office = office_from({"departments": [Department(department=" 网络部", category="优化组")]})
    assert class_of(office, "网络部 ") == "优化组"
    switched = {
        "转派": [{"类型": "T2", "接收部门": "澄迈分公司 ", "传递时间": "2026-10-12 10:00"}],
        "T2开关": [{"分公司": " 澄迈分公司", "启用": "是", "生效时间": "2026-10-01 00:00"}],
    }
    assert judge("TRF03", switched).verdict is Verdict.PASS
