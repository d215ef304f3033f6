from datetime import date, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text, update

from desk.errors import DatabaseError, OlderDatabaseError
from desk.models import meta, metadata
from desk.rules.scenes import CLEAN_NO
from desk.services.maintaining import upgrade
from desk.services.period import parse_period
from desk.services.photographing import attach, photos_of
from desk.services.staff import all_people
from desk.services.summarising import close_period
from desk.services.sweeping import sweep
from desk.services.viewing import detail
from desk.services.watching import Waiting, note_handled
from desk.services.wording import keep, versions
from desk.store import open_database
from desk.store.handled import handled_among
from desk.store.loading import load_table
from desk.store.migrating import migrate
from desk.store.tying import stored_ties
from tests.helpers.pictures import jpg
from tests.helpers.scenes import fill, open_desk, rows


def shape(engine):
    found = inspect(engine)
    return {
        table: (
            [(c["name"], str(c["type"]), c["nullable"]) for c in found.get_columns(table)],
            sorted((i["name"], tuple(i["column_names"]), i["unique"]) for i in found.get_indexes(table)),
            sorted((k["name"], tuple(k["constrained_columns"])) for k in found.get_foreign_keys(table)),
        )
        for table in found.get_table_names()
        if not table.startswith("order_search")
    }


# what each version of the schema brought; what refers to others comes first
SEEN = ("order_key", "channel", "lon", "lat", "test_key", "tester", "address", "arrived_at", "finished_at")
BROUGHT = {
    2: ("DROP TABLE photos", "DROP TABLE pictures"),
    3: ("DROP TABLE closed_figures", "DROP TABLE closed_orders", "DROP TABLE closings"),
    4: ("DROP TABLE phrases", "DROP TABLE calendar_years", "DROP TABLE calendar_days"),
    5: ("DROP INDEX ix_orders_facets",),
    6: ("DROP TABLE wordings",),
    7: ("DROP TABLE handled_files",),
    8: tuple(f"ALTER TABLE ties DROP COLUMN {name}" for name in SEEN),
    9: ("DROP TABLE step_names",),
}


def set_back(desk, version):
    """Leave a database as that version had it."""
    with desk.database.write() as connection:
        for what in (what for brought, things in BROUGHT.items() if brought > version for what in things):
            connection.execute(text(what))
        connection.execute(update(meta).where(meta.c.name == "schema").values(value=str(version)))
    desk.database.close()


@pytest.fixture
def migrated(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'steps.db'}")
    with engine.begin() as connection:
        migrate(connection, 0)
    yield engine
    engine.dispose()


def test_the_steps_make_what_the_records_declare(migrated, tmp_path):
    fresh = open_database(f"sqlite:///{tmp_path / 'fresh.db'}")
    with migrated.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = [d for d in compare_metadata(context, metadata) if "alembic_version" not in str(d)]
    assert differences == []
    steps = {name: found for name, found in shape(migrated).items() if name != "alembic_version"}
    assert steps == shape(fresh.engine)
    fresh.close()


def test_an_older_database_is_refused_with_the_remedy(tmp_path):
    desk = open_desk(tmp_path)
    fill(desk, rows())
    with desk.database.write() as connection:
        connection.execute(update(meta).values(value="0"))
    desk.database.close()
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    with pytest.raises(OlderDatabaseError, match="desk database upgrade"):
        open_database(url)


def test_a_database_of_version_2_can_close_periods(tmp_path):
    desk = open_desk(tmp_path)
    fill(desk, rows())
    set_back(desk, 2)
    upgrade(f"sqlite:///{tmp_path / 'desk.db'}")
    later = open_desk(tmp_path, now=datetime(2026, 11, 2, 9, 0)).acting("组长")
    assert close_period(later, parse_period("2026-10")).orders == 1
    with pytest.raises(DatabaseError, match="append-only"), later.database.write() as connection:
        connection.execute(text("DELETE FROM closed_orders"))
    later.database.close()


def test_a_database_of_version_6_can_watch_a_folder(tmp_path):
    desk = open_desk(tmp_path)
    set_back(desk, 6)
    upgrade(f"sqlite:///{tmp_path / 'desk.db'}")
    again = open_desk(tmp_path)
    note_handled(again, Waiting(tmp_path / "a.csv", "digest"))
    with again.database.read() as connection:
        assert handled_among(connection, ["digest", "other"]) == {"digest"}
    again.database.close()


def test_upgrading_a_current_database_changes_nothing(tmp_path):
    desk = open_desk(tmp_path)
    fill(desk, rows())
    desk.database.close()
    assert upgrade(f"sqlite:///{tmp_path / 'desk.db'}") == "数据库已是当前版本，不需要升级"
    again = open_desk(tmp_path)
    assert detail(again, CLEAN_NO).order.order_no == CLEAN_NO
    again.database.close()


def test_a_database_of_version_1_gets_room_for_photographs(tmp_path):
    desk = open_desk(tmp_path)
    fill(desk, rows())
    set_back(desk, 1)
    assert "数据库已升级" in upgrade(f"sqlite:///{tmp_path / 'desk.db'}")
    again = open_desk(tmp_path)
    attach(again, CLEAN_NO, [jpg(tmp_path / "a.jpg")])
    assert [photo.name for photo in photos_of(again, CLEAN_NO)] == ["a.jpg"]
    again.database.close()


def test_a_database_of_version_3_gets_the_lists_of_the_office(tmp_path):
    desk = open_desk(tmp_path)
    fill(desk, rows())
    set_back(desk, 3)
    upgrade(f"sqlite:///{tmp_path / 'desk.db'}")
    again = open_desk(tmp_path)
    phrase = {"词库": "敏感", "词条": "找台长", "类别": "媒体曝光"}
    day = {"日期": "2027-01-01", "类型": "放假"}
    fill(again.acting("组长"), {"工单": [], "词库": [phrase], "日历": [day]})
    with again.database.read() as connection:
        assert [row.phrase for row in load_table(connection, "phrases")] == ["找台长"]
        assert [row.day for row in load_table(connection, "calendar_days")] == [date(2027, 1, 1)]
    assert [person.name for person in all_people(again)] == ["处理人", "组长", "质检", "管理员"]


def test_a_database_of_version_5_keeps_the_offices_wordings(tmp_path):
    desk = open_desk(tmp_path)
    set_back(desk, 5)
    upgrade(f"sqlite:///{tmp_path / 'desk.db'}")
    again = open_desk(tmp_path).acting("组长")
    keep(again, "回单内容", "reply", "您好，已处理。")
    assert [one.version for one in versions(again, "回单内容")] == [1]
    again.database.close()


def test_a_database_of_version_7_has_its_ties_found_again(tmp_path):
    desk = open_desk(tmp_path)
    fill(desk, rows())
    kept = desk_ties(desk)
    set_back(desk, 7)
    upgrade(f"sqlite:///{tmp_path / 'desk.db'}")
    again = open_desk(tmp_path)
    assert desk_ties(again) == []
    assert sweep(again) == 1
    assert desk_ties(again) == kept != []
    again.database.close()


def desk_ties(desk):
    with desk.database.read() as connection:
        return stored_ties(connection, [CLEAN_NO])


def test_a_database_of_version_8_names_its_steps(tmp_path):
    desk = open_desk(tmp_path)
    fill(desk, rows())
    set_back(desk, 8)
    upgrade(f"sqlite:///{tmp_path / 'desk.db'}")
    again = open_desk(tmp_path)
    assert detail(again, CLEAN_NO).step_titles[3] == "3 优化步骤 3（示例）"
    fill(again.acting("组长"), {"工单": [], "步骤名称": [{"编号": "3", "名称": "邻区核查"}]})
    assert detail(again, CLEAN_NO).step_titles[3] == "3 邻区核查"
    again.database.close()
