"""Which parts of a stage reply can be recognised: 现象, 原因, 措施, 计划, 时间."""

from desk.reading.folding import fold
from desk.reading.occurrence import has_time_of_day
from desk.reading.words import WordTable

_PARTS = WordTable("reply_parts")


def read_reply_parts(text: str) -> frozenset[str]:
    """The parts that the text has, by their Chinese names."""
    found = {word.kind for word in _PARTS.find(fold(text))}
    if any(has_time_of_day(text)):
        found.add("时间")
    return frozenset(found)
