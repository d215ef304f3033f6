from dataclasses import replace
from datetime import datetime

import pytest

from desk.errors import InputError
from desk.records import Waiver
from desk.rules.scenes import CLEAN_NO
from desk.services.editing import save
from desk.services.undoing import history, redo, undo
from desk.services.viewing import detail
from desk.store import Change, EditConflictError
from tests.helpers.scenes import LEAD, fill, rows, unreplied


def verdicts(desk):
    return {f.rule: f.verdict.value for f in detail(desk, CLEAN_NO).findings}


def test_an_edit_is_judged_at_once_and_undone_with_its_verdict(desk):
    fill(desk, rows())
    before = detail(desk, CLEAN_NO).order
    save(desk, [Change(before, replace(before, address="澄迈县"))])
    assert verdicts(desk)["ADR02"] == "fail"
    deed = undo(desk).deed
    assert deed.title == f"修改 {CLEAN_NO}"
    assert detail(desk, CLEAN_NO).order == before
    assert verdicts(desk)["ADR02"] == "pass"
    redo(desk)
    assert detail(desk, CLEAN_NO).order.address == "澄迈县"


def test_undo_stops_where_somebody_edited_since(desk):
    fill(desk, rows())
    before = detail(desk, CLEAN_NO).order
    first = save(desk, [Change(before, replace(before, nearby="周边正常"))])
    second = detail(desk, CLEAN_NO).order
    save(desk, [Change(second, replace(second, nearby="周边同样"))])
    with pytest.raises(EditConflictError, match="又被改过"):
        undo(desk, first.written.deed_id)
    assert detail(desk, CLEAN_NO).order.nearby == "周边同样"


def test_a_slower_edit_of_the_same_row_is_refused_with_three_versions(desk):
    fill(desk, rows())
    seen = detail(desk, CLEAN_NO).order
    save(desk, [Change(seen, replace(seen, cycle="偶尔"))])
    with pytest.raises(EditConflictError, match="出现周期") as caught:
        save(desk, [Change(seen, replace(seen, cycle="每天"))])
    assert (caught.value.before.cycle, caught.value.mine.cycle, caught.value.theirs.cycle) == (
        "每天晚上",
        "每天",
        "偶尔",
    )


def test_a_reply_cannot_be_edited_past_the_gate(desk):
    fill(desk, unreplied())
    order = detail(desk, CLEAN_NO).order
    for change in ({"outcome": "已解决"}, {"replied_at": datetime(2026, 10, 13)}):
        with pytest.raises(InputError, match="请用“回单”"):
            save(desk, [Change(order, replace(order, **change))])


def test_removing_what_a_reply_relied_on_reopens_the_order(desk):
    fill(desk, rows())
    callback = detail(desk, CLEAN_NO).rows["contacts"][1]
    saved = save(desk, [Change(callback, None)])
    assert [finding.rule for finding in saved.reopened_for] == ["RPL01"]
    assert detail(desk, CLEAN_NO).order.replied_at is None


def test_an_edit_that_breaks_nothing_leaves_the_reply(desk):
    fill(desk, rows())
    order = detail(desk, CLEAN_NO).order
    assert save(desk, [Change(order, replace(order, nearby="周边正常"))]).reopened_for == ()
    assert detail(desk, CLEAN_NO).order.replied_at is not None


def test_every_deed_is_in_the_history_of_its_order(desk):
    fill(desk, rows())
    order = detail(desk, CLEAN_NO).order
    save(desk, [Change(order, replace(order, nearby="周边正常"))])
    undo(desk)
    assert [deed.kind for deed in history(desk, CLEAN_NO)] == ["撤销", "修改", "导入"]


def test_a_required_field_is_not_blanked(desk):
    fill(desk, rows())
    contact = detail(desk, CLEAN_NO).rows["contacts"][0]
    with pytest.raises(InputError, match="“时间”必须填写"):
        save(desk, [Change(contact, replace(contact, time=None))])


def test_undoing_an_import_takes_its_orders_away(desk):
    fill(desk, rows())
    undo(desk)
    with pytest.raises(InputError, match="没有工单号"):
        detail(desk, CLEAN_NO)


def test_a_waiver_needs_its_right_on_this_path_too(desk):
    fill(desk, rows(工单={"投诉地址": "澄迈县"}))
    waiver = Waiver(
        order_no=CLEAN_NO,
        rule="ADR02",
        conclusion="豁免",
        reason="客户只肯说到县",
        person="处理人",
        time=desk.now(),
    )
    with pytest.raises(InputError, match="无权"):
        save(desk, [Change(None, waiver)])
    save(desk.acting(LEAD.name), [Change(None, waiver)])
    assert verdicts(desk)["ADR02"] == "waived"
