"""Lexicons: phrases in groups, read from TOML, shipped by the desk or edited by the office.

A phrase is written as people say it. `~` inside it stands for up to four characters in between,
`…` for up to sixteen. In a file `{砸,烧}~{基站,铁塔}` is short for the four phrases.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

from desk.assets import resource
from desk.errors import InputError
from desk.reading.phrases.manner import MANNERS, OUR_WORDS, Manner
from desk.reading.phrases.matcher import Matcher, has_core
from desk.toml_text import UnreadableError, parse_toml

_KEYS = {"name", "manner", "clauses", "phrases"}
_TOP_KEYS = {"group", "lookalikes"}
_CHOICES = re.compile(r"\{([^{}]*)\}")
_MOST = 10_000  # phrases of one group, which choices in braces may multiply
_A_LINE = 10  # phrases


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: its lexicon form, its group, the span in the text, the clauses it resembles."""

    phrase: str
    group: str
    start: int
    end: int
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrase of a lexicon and how it is to be understood."""

    phrase: str
    group: str
    manner: Manner
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Phrases to look for, and lookalikes that cover a phrase and are none.

    Compared by identity, so that its automaton can be found quickly; keep one as long as it is used.
    """

    entries: tuple[Entry, ...]
    lookalikes: tuple[str, ...] = ()

    @property
    def version(self) -> str:
        """Changes when a phrase, its manner or a lookalike changes; stored readings rest on it."""
        return _digest(self)

    @property
    def groups(self) -> tuple[str, ...]:
        """The names of the groups in their order."""
        return tuple(dict.fromkeys(entry.group for entry in self.entries))


@lru_cache(maxsize=16)
def _digest(lexicon: Lexicon) -> str:
    parts = repr((lexicon.entries, lexicon.lookalikes))
    return hashlib.blake2b(parts.encode(), digest_size=8).hexdigest()


@lru_cache(maxsize=16)
def matcher_of(lexicon: Lexicon, *, light: bool) -> Matcher:
    """The automaton of a lexicon, built at its first use; `light` looks through light words too."""
    return Matcher([*(entry.phrase for entry in lexicon.entries), *lexicon.lookalikes], light=light)


@cache
def shipped_sensitive() -> Lexicon:
    """The sensitive lexicon that comes with the desk."""
    return lexicon_from_toml(resource("lexicons", "sensitive.toml").read_text(encoding="utf-8"))


@cache
def shipped_forbidden() -> Lexicon:
    """The lexicon of 服务忌语 that comes with the desk."""
    return lexicon_from_toml(resource("lexicons", "forbidden.toml").read_text(encoding="utf-8"))


def lexicon_from_toml(text: str) -> Lexicon:
    """Read a lexicon; InputError names the line or the key that is wrong."""
    try:
        document = parse_toml(text)
    except UnreadableError as error:
        raise InputError(f"词库{error}") from None
    for key in document:
        if key not in _TOP_KEYS:
            raise InputError(f"词库里有不认识的键 {key!r}：顶层只能写 lookalikes 和 [[group]]")
    groups = document.get("group", [])
    if not isinstance(groups, list) or not all(isinstance(group, dict) for group in groups):
        raise InputError("词库的 group 写法不对：每一组请用 [[group]] 开头")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.strip() == "[[group]]"]
    entries: list[Entry] = []
    for index, group in enumerate(groups):
        place = f"第 {index + 1} 个 [[group]]"
        if index < len(lines):
            place += f"（第 {lines[index]} 行起）"
        entries.extend(_entries(group, place))
    return Lexicon(tuple(entries), _words(document, "lookalikes", "词库顶层"))


def lexicon_toml(lexicon: Lexicon, head: str = "") -> str:
    """A lexicon as text that `lexicon_from_toml` reads and a person edits; `head` are remarks on top."""
    lines = [f"# {line}" for line in head.splitlines()]
    lines += ["", f"lookalikes = {_listed(lexicon.lookalikes)}"]
    groups: dict[tuple[str, Manner, tuple[str, ...]], list[str]] = {}
    for entry in lexicon.entries:
        groups.setdefault((entry.group, entry.manner, entry.clauses), []).append(entry.phrase)
    for (group, manner, clauses), phrases in groups.items():
        lines += ["", "[[group]]", f"name = {_quoted(group)}", f'manner = "{manner.value}"']
        lines += [f"clauses = [{', '.join(map(_quoted, clauses))}]"] if clauses else []
        lines.append(f"phrases = {_listed(phrases)}")
    return "\n".join(lines) + "\n"


def _listed(phrases: Sequence[str]) -> str:
    rows = [", ".join(map(_quoted, phrases[at : at + _A_LINE])) for at in range(0, len(phrases), _A_LINE)]
    return "[\n" + "".join(f"    {row},\n" for row in rows) + "]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _entries(group: dict[str, object], place: str) -> list[Entry]:
    for key in group:
        if key not in _KEYS:
            raise InputError(f"词库{place}有不认识的键 {key!r}：只能写 {'、'.join(sorted(_KEYS))}")
    name = group.get("name")
    if not isinstance(name, str) or not name.strip():
        raise InputError(f"词库{place}缺少 name：请写上类别名称")
    manner = MANNERS.get(str(group.get("manner", "act")))
    if manner is None:
        raise InputError(f"词库{place}的 manner 不认识：可用 {'、'.join(MANNERS)}")
    if "phrases" not in group:
        raise InputError(f"词库{place}缺少 phrases：请写上至少一个词条的列表")
    clauses = _words(group, "clauses", f"词库{place}")
    phrases: dict[str, None] = {}
    for short in _words(group, "phrases", f"词库{place}"):
        phrases |= dict.fromkeys(islice(_spelt_out(short), _MOST + 1))
        if len(phrases) > _MOST:
            raise InputError(f"词库{place}的词条 {short!r} 展开后过多：请减少花括号里的选择或分组书写")
    for phrase in phrases:
        if not has_core(phrase, light=manner in OUR_WORDS):
            raise InputError(f"词库{place}的词条 {phrase!r} 去掉标点和虚词后不足两个字：请写长一些")
    return [Entry(phrase, name.strip(), manner, clauses) for phrase in phrases]


def _spelt_out(phrase: str) -> Iterator[str]:
    """The phrases that one with choices in braces is short for."""
    found = _CHOICES.search(phrase)
    if found is None:
        yield phrase
        return
    for choice in found[1].split(","):
        yield from _spelt_out(phrase[: found.start()] + choice + phrase[found.end() :])


def _words(table: dict[str, object], key: str, place: str) -> tuple[str, ...]:
    words = table.get(key, [])
    if not isinstance(words, list):
        raise InputError(f'{place}的 {key} 应是文字列表：请写成 ["…", "…"]')
    for word in words:
        if not isinstance(word, str) or not word.strip():
            raise InputError(f"{place}的 {key} 里有空的或不是文字的一项 {word!r}：请删去或改成文字")
    return tuple(words)
