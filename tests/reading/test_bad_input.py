"""Texts that nobody should write: no reader raises, each takes bounded time and gives honest spans."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.reading.address import read_address
from desk.reading.conduct import opening_words, our_turns
from desk.reading.occurrence import has_time_of_day, occurrence_words
from desk.reading.order_texts import Lexicons, from_payload, read_order, text_hash, to_payload
from desk.reading.outcome import read_outcome
from desk.reading.phrases import read_forbidden, read_sensitive, shipped_forbidden, shipped_sensitive
from desk.reading.reply_parts import read_reply_parts
from desk.reading.rivals import read_rivals
from desk.reading.sync_elements import read_sync_elements
from desk.records import Order

READERS: dict[str, Callable[[str], Any]] = {
    "sensitive": lambda text: read_sensitive(text, shipped_sensitive()),
    "forbidden": lambda text: read_forbidden(text, shipped_forbidden()),
    "outcome": read_outcome,
    "sync elements": read_sync_elements,
    "address": read_address,
    "reply parts": read_reply_parts,
    "rivals": read_rivals,
    "time of day": has_time_of_day,
    "occurrence": occurrence_words,
    "opening words": opening_words,
    "our turns": our_turns,
}
NASTY = (
    "",
    " \t\r\n\v\f\x00\x85\u2028\u3000",
    "\ud800报警\udfff",
    "😀🏠海口市😀报警👨‍👩‍👧‍👦12315",
    "\u202e部信工到诉投\u202c，海口\u200f市\u200e龙华区",
    "海\u200b口\ufeff市\u00ad龙\u2060华区，报\u200b警",
    "Z̷͉͝a̸l̵g̶o̷ 报̲̅警 海̶口̶市",
    "（（（（［［【【「「『『“““‘‘‘《《",
    "(a+)+$ [^)]*?(?=.*)\\d{1,9999} %s {0} {{x}} ${jndi:ldap}",
    "=HYPERLINK(1)\t'; DROP TABLE orders;--",
    "#同步要素#" * 3 + ":" * 50 + "（数据）：：：",
    "９９９９年９９月９９日９９时，第九九九九九队，零零零号",
    "國營紅光農場紅星隊，用戶稱再不處理，就投訴到工信部，憑什麼湊合用",
    "𠀀𪜶𝟏𝟐𝟑𝟏𝟓㈱㊙ⅫⅣ①②③½㎡",
)
PIECES = (
    "报警",
    "我不知道",
    "未解决",
    "用户说：“",
    "海口市龙华区",
    "#同步要素#位置:",
    "投诉到",
    "待",
    "就",
    "1.",
    "\u202e😀",
    "他说",
    "不得说“爱用不用”",
    "【出现周期】",
    "打电话到",
    "被用户",
    "尚未",
)
LONG = 20_000
MOST = 1.5  # seconds of the processor for all readers; a tenth of it is usual


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text", NASTY)
def test_a_reader_takes_it(reader: str, text: str) -> None:
    assert READERS[reader](text) == READERS[reader](text)


@given(st.text() | st.lists(st.sampled_from([*PIECES, *NASTY])).map("".join))
def test_spans_are_parts_of_the_text(text: str) -> None:
    hits = (*READERS["sensitive"](text), *READERS["forbidden"](text))
    spans = [(hit.start, hit.end) for hit in (*hits, *read_outcome(text), *read_address(text).parts)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(part.text == text[part.start : part.end] for part in read_address(text).parts)


@pytest.mark.parametrize("piece", PIECES)
def test_a_long_text_takes_bounded_time(piece: str) -> None:
    text = (piece * LONG)[:LONG]
    start = time.process_time()
    for reader in READERS.values():
        reader(text)
    assert time.process_time() - start < MOST


@pytest.mark.parametrize(
    "text",
    [
        "再不处理就打１２３１５投诉",
        "再不處理就打12315投訴",
        "再不处理就打1\u200b2\u200b3\u200b1\u200b5投诉",
        "再不处理就打\u202a12315\u202c投诉",
        "再不处理就打1 2 3 1 5投诉",
        "再不处理就打𝟏𝟐𝟑𝟏𝟓投诉",
        "再不处理就打1️2️3️1️5️投诉",
    ],
)
def test_a_disguised_number_is_the_number(text: str) -> None:
    (hit,) = READERS["sensitive"](text)
    assert hit.group == "消费维权"


@pytest.mark.parametrize("text", NASTY)
def test_an_order_keeps_its_readings(text: str) -> None:
    order = Order(
        key=1, order_no="1", dispatched_at=datetime(2026, 1, 1), address=text, complaint=text, reply=text
    )
    lexicons = Lexicons()
    readings = read_order(order, (), lexicons)
    assert from_payload(order, to_payload(readings)) == readings
    assert text_hash(order, (), lexicons) == text_hash(order, (), lexicons)
