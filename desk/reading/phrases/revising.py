"""A lexicon as the office wants it: phrases added, switched off or classed anew over the shipped ones."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from desk.errors import InputError
from desk.reading.phrases.lexicon import Entry, Lexicon, shipped_forbidden, shipped_sensitive
from desk.reading.phrases.manner import OUR_WORDS, Manner
from desk.reading.phrases.matcher import has_core
from desk.records import Phrase
from desk.vocabulary import LexiconName, PhraseUse, YesNo

MANNERS: Mapping[str, Manner] = {
    PhraseUse.ACT: Manner.ACT,
    PhraseUse.DEED: Manner.DEED,
    PhraseUse.THREAT: Manner.THREAT,
    PhraseUse.CHANNEL: Manner.CHANNEL,
    PhraseUse.COURT: Manner.COURT,
    PhraseUse.APP: Manner.APP,
    PhraseUse.STANDING: Manner.STANDING,
    PhraseUse.SAID: Manner.SAID,
    PhraseUse.FINAL: Manner.FINAL,
    PhraseUse.REMARK: Manner.REMARK,
}
_USES = {manner: PhraseUse(use) for use, manner in MANNERS.items()}
_USUAL = {LexiconName.SENSITIVE: Manner.ACT, LexiconName.FORBIDDEN: Manner.SAID}
LOOKALIKES = "排除"  # the category of phrases that cover another and are none


def shipped(name: str) -> Lexicon:
    """The lexicon of this name as it comes with the desk."""
    return shipped_sensitive() if name == LexiconName.SENSITIVE else shipped_forbidden()


def in_force(name: LexiconName, rows: Iterable[Phrase]) -> Lexicon:
    """The lexicon of this name with the office's rows over it; the shipped one itself when there are none."""
    own = [row for row in rows if row.lexicon == name]
    own.sort(key=lambda row: (row.phrase, row.category))
    return _revised(name, tuple(own)) if own else shipped(name)


@lru_cache(maxsize=16)  # the automaton belongs to the object
def _revised(name: LexiconName, rows: tuple[Phrase, ...]) -> Lexicon:
    base = shipped(name)
    named = {row.phrase for row in rows}
    manners = {(entry.phrase, entry.group): entry.manner for entry in base.entries}
    entries = [entry for entry in base.entries if entry.phrase not in named]
    lookalikes = [phrase for phrase in base.lookalikes if phrase not in named]
    for row in rows:
        if row.enabled == YesNo.NO:
            continue
        if row.use == PhraseUse.LOOKALIKE:
            lookalikes.append(row.phrase)
            continue
        usual = manners.get((row.phrase, row.category), _USUAL[name])
        manner = MANNERS.get(row.use or "", usual)
        clauses = tuple(part.strip() for part in (row.clauses or "").split(";") if part.strip())
        entries.append(Entry(row.phrase, row.category, manner, clauses))
    return Lexicon(tuple(entries), tuple(lookalikes))


def check_phrase(row: Phrase) -> None:
    """InputError for a phrase that cannot be looked for, or is not read as its lexicon is."""
    name = LexiconName(row.lexicon)
    if not has_core(row.phrase, light=name is LexiconName.FORBIDDEN):
        raise InputError(f"词条“{row.phrase}”去掉标点和虚词后不足两个字，请写长一些")
    manner = MANNERS.get(row.use or "", _USUAL[name])
    if row.use != PhraseUse.LOOKALIKE and (manner in OUR_WORDS) is not (name is LexiconName.FORBIDDEN):
        fitting = "、".join(
            use for use, m in MANNERS.items() if (m in OUR_WORDS) is (_USUAL[name] in OUR_WORDS)
        )
        raise InputError(f"{name}词库的词条“{row.phrase}”不能按“{row.use}”认定，应为 {fitting} 之一")


def rows_of(name: LexiconName, lexicon: Lexicon) -> Iterator[Phrase]:
    """Every phrase of a lexicon as a row that says all of it."""
    for entry in lexicon.entries:
        clauses = ";".join(entry.clauses) or None
        use = _USES[entry.manner]
        yield Phrase(
            lexicon=name,
            phrase=entry.phrase,
            category=entry.group,
            use=use,
            enabled=YesNo.YES,
            clauses=clauses,
        )
    for phrase in lexicon.lookalikes:
        yield Phrase(
            lexicon=name, phrase=phrase, category=LOOKALIKES, use=PhraseUse.LOOKALIKE, enabled=YesNo.YES
        )


def differing(name: LexiconName, wanted: Lexicon) -> list[Phrase]:
    """The rows that make `wanted` of the shipped lexicon of this name."""
    base: dict[str, set[Phrase]] = {}
    aim: dict[str, dict[Phrase, None]] = {}
    for row in rows_of(name, shipped(name)):
        base.setdefault(row.phrase, set()).add(row)
    for row in rows_of(name, wanted):
        aim.setdefault(row.phrase, {})[row] = None
    off = [
        Phrase(lexicon=name, phrase=row.phrase, category=row.category, use=row.use, enabled=YesNo.NO)
        for phrase, rows in base.items()
        if phrase not in aim
        for row in sorted(rows, key=lambda row: row.category)[:1]
    ]
    return off + [row for phrase, rows in aim.items() if rows.keys() != base.get(phrase) for row in rows]
