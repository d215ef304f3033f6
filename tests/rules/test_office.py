"""The office's settings: their version names what is in force, not where it is kept."""

from datetime import datetime

from desk.records import Meeting, T2Switch
from desk.rules.office import office_from

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
