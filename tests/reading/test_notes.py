import json
from datetime import datetime

from desk.reading.notes import Notes, pack_notes, read_notes, unpack_notes
from desk.records import Contact, FieldTest, Order, StageReply

NOW = datetime(2026, 10, 10, 9, 0)
ORDER = Order(order_no="1", dispatched_at=NOW, problem_time="2026-10-09 20:15")
ROWS = (
    Contact(key=1, order_no="1", time=NOW, wording="您好，打扰了。"),
    Contact(key=2, order_no="1", time=NOW, text="致电用户：“喂，在家吗？”"),
    Contact(key=3, order_no="1", time=NOW, text="已约明天。"),
    StageReply(key=4, order_no="1", time=NOW, text="基站停电，抢修中。"),
    StageReply(key=5, order_no="1", time=NOW, text="好的"),
    FieldTest(key=6, order_no="1", rivals="联通良好"),
)


def test_notes_are_read_by_row():
    notes = read_notes(ORDER, ROWS)
    assert (notes.problem_date, notes.problem_clock) == (True, True)
    assert notes.greeted == {1: True, 2: False}
    assert "措施" in notes.reply_parts[4]
    assert notes.reply_parts[5] == frozenset()
    assert notes.rivals == {6: (("联通", True),)}


def test_notes_survive_their_payload():
    notes = read_notes(ORDER, ROWS)
    assert unpack_notes(json.loads(json.dumps(pack_notes(notes)))) == notes


def test_an_order_without_texts_has_no_notes():
    assert read_notes(Order(order_no="1", dispatched_at=NOW), ()) == Notes()
