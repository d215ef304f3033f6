"""The lexicons in force as TOML, and the changes that put an edited file in force."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from desk.errors import InputError
from desk.reading.phrases import Lexicon, differing, in_force, lexicon_from_toml, lexicon_toml
from desk.records import Phrase
from desk.services.settings.texts import text_of
from desk.store import Change
from desk.vocabulary import LexiconName

_HEADS = {
    LexiconName.SENSITIVE: """敏感词库。name 是类别；lookalikes 是看着像、其实不是的词。
manner 是认定方式：act 行为，deed 自身行为，threat 威胁，channel 渠道，
court 执法机构，app 应用，standing 身份。
词条里 ~ 代表中间至多 4 个字，… 代表至多 16 个字。""",
    LexiconName.FORBIDDEN: """服务忌语词库。name 是类别，clauses 是规范 1.1.2 的例句。
manner 是认定方式：said 我方用语，final 有下一步时不算，remark 对所在地的评论。
词条里 ~ 代表中间至多 4 个字，… 代表至多 16 个字。""",
}


def lexicon_file(name: LexiconName, rows: Iterable[Phrase]) -> str:
    """The lexicon in force as an editable file."""
    return lexicon_toml(in_force(name, rows), _HEADS[name])


def lexicon_changes(name: LexiconName, stored: Sequence[Phrase], path: Path) -> list[Change]:
    """What puts a lexicon file in force: rows where it differs from the shipped one, and no others."""
    return _changes(stored, name, _read(path))


def _read(path: Path) -> Lexicon:
    text = text_of(path, "词库文件")
    try:
        return lexicon_from_toml(text)
    except InputError as error:
        raise InputError(f"“{path.name}”：{error}") from error


def _changes(stored: Sequence[Phrase], name: LexiconName, wanted: Lexicon) -> list[Change]:
    before = {(row.phrase, row.category): row for row in stored if row.lexicon == name}
    changes = []
    for row in differing(name, wanted):
        own = before.pop((row.phrase, row.category), None)
        after = row if own is None else _keyed(row, own)
        if own != after:
            changes.append(Change(own, after))
    return [Change(row, None) for row in before.values()] + changes


def _keyed(row: Phrase, stored: Phrase) -> Phrase:
    return replace(row, key=stored.key)
