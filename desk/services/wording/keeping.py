"""The templates in force: the shipped ones, and the office's own with their versions."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from desk.errors import InputError
from desk.records import Deed, OfficeWording
from desk.services.desk import Desk
from desk.services.wording.placeholders import blank_values
from desk.services.wording.rendering import check
from desk.services.wording.shipped import ShippedWording, shipped_wording, shipped_wordings
from desk.store import Change, Written
from desk.store.history import row_history
from desk.store.loading import load_table

LONGEST_NAME = 20


@dataclass(frozen=True, slots=True)
class Template:
    """A template as it is in force. `use` is what it is for: a shipped wording's name.

    `shipped`: the program brings one of this title, to which it can be reset; `own`: the office's text is in
    force. `version` counts the office's changes, 0 without any.
    """

    title: str
    use: str
    text: str
    shipped: bool
    own: bool = False
    version: int = 0
    person: str | None = None

    @property
    def kind(self) -> ShippedWording:
        """What it is for, with the limits of that."""
        return shipped_wording(self.use)


@dataclass(frozen=True, slots=True)
class TemplateVersion:
    """One change of a template; `text` is None where it was reset to the shipped one."""

    version: int
    time: datetime
    person: str
    text: str | None


def templates(desk: Desk, use: str | None = None) -> list[Template]:
    """All templates, the shipped titles first; those for one use when it is named."""
    with desk.database.read() as connection:
        kept = _kept(connection)
    found = [_in_force(wording, kept.pop(wording.title, None)) for wording in shipped_wordings()]
    names = {wording.title: wording.name for wording in shipped_wordings()}
    found += [
        Template(row.name, names[row.use], row.text or "", False, True, row.version or 1, row.person)
        for row in kept.values()
        if row.use in names
    ]
    return [template for template in found if use in (None, template.use)]


def template_of(desk: Desk, name: str) -> Template:
    """The template of this title, or the one of this title that a shipped name stands for; InputError."""
    title = next((wording.title for wording in shipped_wordings() if wording.name == name), name)
    found = next((template for template in templates(desk) if template.title == title), None)
    if found is None:
        shipped_wording(name)  # says which there are
        raise InputError(f"没有名为“{name}”的话术")
    return found


def keep(desk: Desk, title: str, use: str, text: str) -> Written:
    """Keep the office's text of a template as its next version, or a new template for a use.

    Needs the right to change settings. InputError when the template is wrong, blank, or nothing has changed.
    """
    desk.require(Deed.SETTINGS)
    title, kind = title.strip(), shipped_wording(use)
    _check_title(title)
    if not text.strip():
        raise InputError(f"“{title}”的模板是空的，请写上内容，或恢复程序自带的模板")
    check(text, blank_values(desk.now()), title)
    with desk.database.write() as connection:
        before = _kept(connection).get(title)
        shipped = next((wording for wording in shipped_wordings() if wording.title == title), None)
        if shipped is not None and shipped.name != use:
            raise InputError(f"“{title}”是程序自带的话术，用途不能改")
        if text == (before.text if before and before.text else shipped.template if shipped else None):
            raise InputError(f"“{title}”没有改动，不需要保存")
        version = (before.version or 0) + 1 if before else 1
        after = OfficeWording(name=title, use=kind.title, text=text, version=version, person=desk.person.name)
        return _write(desk, connection, before, after, f"修改话术 {title}（第 {version} 版）")


def reset(desk: Desk, title: str) -> Written:
    """Put the shipped template in force again, or remove the office's alone; both can be undone."""
    desk.require(Deed.SETTINGS)
    with desk.database.write() as connection:
        before = _kept(connection).get(title)
        if before is None or not before.text:
            raise InputError(f"“{title}”就是程序自带的模板，不需要恢复")
        if any(wording.title == title for wording in shipped_wordings()):
            version = (before.version or 0) + 1
            after = replace(before, text=None, version=version, person=desk.person.name)
            return _write(desk, connection, before, after, f"恢复程序自带的话术 {title}")
        note = desk.note(Deed.SETTINGS, f"删除话术 {title}")
        return desk.apply(note, [Change(before, None)], within=connection)


def versions(desk: Desk, title: str) -> list[TemplateVersion]:
    """What was in force when, the latest first; empty while nobody has changed it."""
    with desk.database.read() as connection:
        row = _kept(connection).get(title)
        history = row_history(connection, "wordings", row.key) if row else []
    found: list[TemplateVersion] = []
    text: str | None = None
    version = 0
    for deed, edit in reversed(history):
        after = edit.after or {}
        changed = {**(edit.before or {}), **after}
        text = after.get("text") if "text" in changed else text
        version = after.get("version", version)
        found.append(TemplateVersion(version, deed.time, deed.person, text))
    return found[::-1]


def _kept(connection: Connection) -> dict[str, OfficeWording]:
    rows: Iterable[OfficeWording] = load_table(connection, "wordings")
    return {row.name: row for row in rows}


def _in_force(wording: ShippedWording, row: OfficeWording | None) -> Template:
    own = row is not None and bool(row.text)
    return Template(
        wording.title,
        wording.name,
        row.text if row and row.text else wording.template,
        shipped=True,
        own=own,
        version=(row.version or 0) if row else 0,
        person=row.person if row and own else None,
    )


def _check_title(title: str) -> None:
    if not title or len(title) > LONGEST_NAME or "\n" in title:
        raise InputError(f"话术的名称要有 1 到 {LONGEST_NAME} 个字，请改正")


def _write(
    desk: Desk, connection: Connection, before: OfficeWording | None, after: OfficeWording, title: str
) -> Written:
    change = Change(before, replace(after, key=before.key if before else 0))
    return desk.apply(desk.note(Deed.SETTINGS, title), [change], within=connection)
