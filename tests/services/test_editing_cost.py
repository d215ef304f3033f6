"""What one saved edit asks of the database and of the rules."""

from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import event

from desk.rules.scenes import CLEAN, CLEAN_NO
from desk.services.editing import save
from desk.services.verifying import verify
from desk.services.viewing import detail
from desk.store import Change, EditConflictError
from tests.helpers.scenes import fill, open_desk, rows, unreplied

EDIT_ASKS = 32  # statements of one save: the order is loaded once, its kin are found once


@contextmanager
def asked(desk):
    """The statements that the database hears."""
    heard = []

    def hear(_connection, _cursor, statement, *_rest):
        heard.append(statement)

    event.listen(desk.database.engine, "before_cursor_execute", hear)
    yield heard
    event.remove(desk.database.engine, "before_cursor_execute", hear)


def troubles(desk):
    """What is stored otherwise than a fresh check says."""
    return verify(desk.database.url.render_as_string(hide_password=False), desk.now())


def edited(desk, **values):
    order = detail(desk, CLEAN_NO).order
    return Change(order, replace(order, **values))


@pytest.mark.parametrize("scene", [rows(), unreplied()], ids=["replied", "open"])
def test_an_edit_loads_its_order_once_and_finds_its_kin_once(tmp_path, scene):
    desk = open_desk(tmp_path)
    fill(desk, scene)
    change = edited(desk, nearby="周边同样")
    with asked(desk) as heard:
        save(desk, [change])
    assert len(heard) <= EDIT_ASKS
    assert sum(statement.startswith("SELECT orders.id") for statement in heard) == 1
    assert sum("FROM over_items" in statement for statement in heard) == 1
    assert sum("FROM contacts" in statement for statement in heard) == 2  # whether there are any, and which
    assert troubles(desk) == []
    desk.database.close()


def test_an_edit_leaves_columns_and_search_terms_alone_that_it_does_not_change(tmp_path):
    desk = open_desk(tmp_path)
    fill(desk, rows())
    change = edited(desk, nearby="周边同样")
    with asked(desk) as heard:
        save(desk, [change])
    (update,) = [statement for statement in heard if "version=" in statement]
    assert update.startswith("UPDATE orders SET nearby=?, version=")
    assert not any("order_search" in statement for statement in heard)
    change = edited(desk, customer="陈先生")
    with asked(desk) as heard:
        save(desk, [change])
    assert sum("order_search" in statement for statement in heard) == 2
    desk.database.close()


def test_a_slower_edit_of_a_row_of_a_replied_order_is_refused(desk):
    fill(desk, rows())
    seen = detail(desk, CLEAN_NO).rows["contacts"][0]
    save(desk, [Change(seen, replace(seen, text="先改的"))])
    with pytest.raises(EditConflictError, match="的内容刚被别人改过") as caught:
        save(desk, [Change(seen, replace(seen, text="后改的"))])
    assert caught.value.theirs.text == "先改的"
    save(desk, [Change(caught.value.theirs, None)])
    with pytest.raises(EditConflictError, match="已被别人删除"):
        save(desk, [Change(seen, replace(seen, text="后改的"))])


def test_a_changed_row_keeps_its_place_among_those_of_the_same_time(desk):
    contact = CLEAN["联系记录"][0]
    fill(desk, unreplied() | {"联系记录": [contact, {**contact, "内容": "第二个"}]})
    first, second = detail(desk, CLEAN_NO).rows["contacts"]
    save(desk, [Change(first, replace(first, text="第一个"))])
    assert [row.key for row in detail(desk, CLEAN_NO).rows["contacts"]] == [first.key, second.key]
    assert troubles(desk) == []
