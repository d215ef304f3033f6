"""What we said to the customer, where it was written down: the opening words and the honorifics."""

import re

HONORIFICS = ("您", "请", "谢谢", "再见", "抱歉", "打扰", "不客气", "请留步")
"""敬语八: the eight honorifics that the standard lists."""

GREETING = "您好"
_QUOTED = re.compile('“([^”]{0,300})”|「([^」]{0,300})」|『([^』]{0,300})』|"([^"]{0,300})"|‘([^’]{0,300})’')
_CUSTOMERS = re.compile(
    "(?:用户|客户|机主|对方|业主|其)[^，,。；;：:“]{0,8}(?:称|说|表示|问|答|反映|回答|回复|回应|要求)?[：:，,]?$"
)
_TO_CUSTOMER = re.compile(
    "(?:向|对|跟|与|给|和|告知|答复|回复|询问|联系|问候|致电|拨打|电话)(?:了|过)?(?:用户|客户|机主|对方|业主|其)[^“]{0,8}$"
)
_CUSTOMER_TURN = re.compile(
    "(?:^|(?<=[\\s。！!？?；;，,]))(?:用户|客户|机主|对方|业主)[：:][^\n。！!？?；;]*[。！!？?；;]?"
)


def our_turns(wording: str) -> str:
    """A script as it was spoken, without the sentences marked as the customer's (用户：……)."""
    return _CUSTOMER_TURN.sub("", wording).strip()


def opening_words(text: str) -> tuple[str, int, int] | None:
    """Our first quoted words in a note, with their span; None where no words of ours are recorded."""
    for quoted in _QUOTED.finditer(text):
        number = quoted.lastindex
        if number is None or not quoted.group(number).strip():
            continue
        lead = re.split("[。！!？?\n]", text[max(0, quoted.start() - 24) : quoted.start()])[-1]
        if _CUSTOMERS.search(lead) and not _TO_CUSTOMER.search(lead):
            continue
        return quoted.group(number), *quoted.span(number)
    return None


def greets(words: str) -> bool:
    """Whether the words hold the greeting 您好."""
    return GREETING in re.sub(r"\s", "", words)


def honorifics(words: str) -> tuple[str, ...]:
    """Which of the eight honorifics the words use, in the standard's order."""
    return tuple(honorific for honorific in HONORIFICS if honorific in words)
