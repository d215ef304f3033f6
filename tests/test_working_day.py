"""A random working day: whatever is done in whatever order, what is stored is what a full check says."""

import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from desk.errors import InputError
from desk.records import (
    BY_RECORD,
    CalendarDay,
    CalendarYear,
    Department,
    Meeting,
    Phrase,
    Region,
)
from desk.rules.scenes import CLEAN, book_of
from desk.services.checking import check_stored
from desk.services.contacting import record_contact
from desk.services.desk import Desk
from desk.services.editing import save
from desk.services.escalating import escalate
from desk.services.importing import import_intake
from desk.services.intake import Intake
from desk.services.replying import reply
from desk.services.settings import change_parameters, change_settings, setting_rows
from desk.services.standing import load_order, stand
from desk.services.sweeping import stored_numbers, sweep
from desk.services.tracking import close
from desk.services.undoing import redo, undo
from desk.services.verifying import verify
from desk.services.viewing import detail
from desk.services.waiving import waive
from desk.store import Change, EditConflictError, open_database
from desk.vocabulary import EscalationReason, Outcome, Purpose, Reach, Restored
from tests.helpers.scenes import LEAD, unreplied

NUMBERS = tuple(f"HI-052-261010-{n:05d}" for n in range(1, 5))
START = datetime(2026, 10, 12, 9, 0)
TEXTS = ("调整天线后测试正常，已回访用户，用户确认恢复正常使用。", "弱覆盖，已纳入规划，待建设。", "已处理。")
ADDRESSES = ("澄迈县", "海南省澄迈县金江镇文明路229号", "儋州市那大镇中兴大道30号3栋2单元", None)
EDITS = (
    {"nearby": "周边正常"},
    {"address": "澄迈县"},
    {"phone": "13800000009"},
    {"cause": "故障"},
    {"sites": "HK001"},
    {"lon": "110.01", "lat": "19.73", "datum": "WGS-84"},
    {"reply": "已处理，用户满意。"},
)
PARAMETERS = (
    ("callback_attempts", "2"),
    ("repeat_days", "30"),
    ("cluster_orders", "2"),
    ("soon_hours", "48"),
)

SETTINGS = (
    Phrase(lexicon="敏感", phrase="尽快处理", category="监管申诉"),
    Phrase(lexicon="忌语", phrase="待建设", category="推脱"),
    Region(region="海口", county="澄迈县"),
    Department(department="澄迈维护室", category="代维单位"),
    CalendarYear(year=2026, covered="否"),
    CalendarDay(day=date(2026, 10, 12), kind="放假"),
    Meeting(time=datetime(2026, 10, 22, 9)),
)

MEMORY = "/dev/shm"  # hundreds of small databases need no disk

numbers = st.sampled_from(NUMBERS)


class WorkingDay(RuleBasedStateMachine):
    """One desk with four orders of one customer's street, and a clock that goes on."""

    def __init__(self):
        super().__init__()
        self.folder = Path(mkdtemp(prefix="desk-day-", dir=MEMORY if Path(MEMORY).is_dir() else None))
        self.time = START
        database = open_database(f"sqlite:///{self.folder / 'desk.db'}")
        self.desk = Desk(database, LEAD, lambda: self.time)

    def teardown(self):
        """Every seal, tie and index entry must hold at the end of the day."""
        url = self.desk.database.url.render_as_string()
        self.desk.database.close()
        troubles = verify(url, self.time)
        shutil.rmtree(self.folder)
        assert troubles == []

    def stored(self):
        return stored_numbers(self.desk)

    def attempt(self, deed, *values, **named):
        """A deed, which may be refused with a sentence; answers whether it was done."""
        try:
            return deed(self.desk, *values, **named)
        except (InputError, EditConflictError):
            return None

    @initialize()
    def begin(self):
        self.bring(NUMBERS[0], 0, True)

    @rule(number=numbers, at=st.integers(0, 3), open_=st.booleans())
    def bring(self, number, at, open_):
        order = {"工单号": number, "投诉地址": ADDRESSES[at], "用户号码": f"1380000000{at % 2}"}
        scene = unreplied() if open_ else dict(CLEAN)
        scene = {**scene, "工单": [{**scene["工单"][0], **order}]}
        scene["站点"] = [{"站点编号": "HK001", "断站开始": "2026-10-09 20:00"}]
        for title in ("联系记录", "现场测试", "三网测试"):
            scene[title] = [{**row, "工单号": number} for row in scene.get(title, ())]
        scene = {title: rows for title, rows in scene.items() if title in KEPT}
        self.attempt(import_intake, Intake(Path("一.xlsx"), book_of(scene)), skip_bad_rows=True)

    @rule(number=numbers, values=st.sampled_from(EDITS))
    def edit(self, number, values):
        if number in self.stored():
            order = detail(self.desk, number).order
            self.attempt(save, [Change(order, replace(order, **values))])

    @rule(number=numbers, restored=st.sampled_from(Restored), result=st.sampled_from(Reach))
    def call(self, number, restored, result):
        self.attempt(record_contact, number, Purpose.CALLBACK, result, restored=restored)

    @rule(number=numbers, place=st.integers(0, 9))
    def remove_a_contact(self, number, place):
        if number in self.stored():
            contacts = detail(self.desk, number).rows.get("contacts", ())
            if place < len(contacts):
                self.attempt(save, [Change(contacts[place], None)])

    @rule(
        number=numbers, outcome=st.sampled_from(Outcome), text=st.sampled_from(TEXTS), override=st.booleans()
    )
    def answer(self, number, outcome, text, override):
        answer = self.attempt(reply, number, outcome, text, override="客户出国" if override else None)
        if answer is not None and not answer.refused:
            self.gate_holds(number)

    @rule(number=numbers)
    def close_the_ticket(self, number):
        self.attempt(close, number, solved_at=self.time)

    @rule(number=numbers, override=st.booleans())
    def answer_twice(self, number, override):
        """What is replied 未解决 is solved, confirmed by the customer, and replied again."""
        self.answer(number, Outcome.UNSOLVED, TEXTS[1], True)
        self.call(number, Restored.YES, Reach.REACHED)
        self.close_the_ticket(number)
        self.answer(number, Outcome.SOLVED, TEXTS[0], override)

    @rule(number=numbers, code=st.sampled_from(("ADR02", "RPL01", "RPL03", "FLD08")))
    def waive(self, number, code):
        self.attempt(waive, number, code, "客户只肯说小区")

    @rule(number=numbers, reason=st.sampled_from(EscalationReason))
    def escalate(self, number, reason):
        self.attempt(escalate, number, reason)

    @rule(values=st.sampled_from(PARAMETERS))
    def change_a_parameter(self, values):
        self.attempt(change_parameters, [values], "试行")

    @rule(row=st.sampled_from(SETTINGS))
    def enter_or_remove_a_setting(self, row):
        table = BY_RECORD[type(row)].table
        own = next((kept for kept in setting_rows(self.desk, [table])[table] if _same(kept, row)), None)
        self.attempt(change_settings, [Change(own, None if own else row)], "试行")

    @rule()
    def undo(self):
        before = self.replied()
        if self.attempt(undo) is not None:
            self.given_since(before)

    @rule()
    def redo(self):
        before = self.replied()
        if self.attempt(redo) is not None:
            self.given_since(before)

    @rule(hours=st.sampled_from((1, 5, 26, 80, 400)))
    def time_goes_on(self, hours):
        self.time += timedelta(hours=hours)

    def replied(self):
        return {no: detail(self.desk, no).order.outcome for no in self.stored()}

    def given_since(self, before):
        """What undo and redo reply again must pass the gate; an order that comes back whole is as it was."""
        for number, outcome in self.replied().items():
            if number in before and outcome and before[number] != outcome:
                self.gate_holds(number)

    def gate_holds(self, number):
        with self.desk.database.read() as connection:
            bundle = load_order(connection, number)
            now = max(self.time, bundle.order.replied_at or self.time)
            assert stand(connection, bundle, now).blockers() == ()

    @invariant()
    def stored_findings_are_those_of_a_full_check(self):
        fresh = check_stored(self.desk, at=self.time)
        kept = check_stored(self.desk)
        assert kept.findings == fresh.findings
        assert sweep(self.desk) == 0


def _same(kept, row):
    return replace(kept, key=0) == row


KEPT = ("工单", "联系记录", "现场测试", "三网测试", "站点")

# shrinking a failing day takes minutes: add Phase.shrink when one is found
WorkingDay.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=12,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)
TestWorkingDay = WorkingDay.TestCase
