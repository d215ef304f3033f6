"""The deeds of the detail page: each asks what it must, and calls one service."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.records import BY_RECORD, BY_TABLE, Deed, Photo, SheetSpec
from desk.rules.rule import Finding
from desk.services.escalating import EscalateAnswer, escalate
from desk.services.photographing import Attached, attach
from desk.services.replying import ReplyAnswer, reply
from desk.services.standing import BlockedError
from desk.services.undoing import undo
from desk.services.waiving import waive
from desk.store import Change
from desk.store.history import LoggedDeed
from desk.views.asking import ask_files, ask_reason, ask_sure
from desk.views.detail.contact_dialog import ContactDialog
from desk.views.detail.photo_dialogs import AttachDialog, PhotoDialog
from desk.views.detail.reply_dialog import ReplyDialog, ReplyRequest
from desk.views.detail.row_dialog import RowDialog
from desk.views.escalation.raise_dialog import RaiseDialog
from desk.views.messages import Tone
from desk.views.outputs.preview_dialog import PreviewDialog
from desk.vocabulary import EscalationReason, Means, WaiverKind

if TYPE_CHECKING:
    from desk.views.detail.detail_view import DetailPage


# reports of one order, and the rows without which there is none
REPORTS = (("field-test", "field_tests"), ("order", None), ("visit", None), ("follow-up", "follow_ups"))
_CONTACTS = BY_TABLE["contacts"].title


def contact(page: "DetailPage") -> None:
    """Register a contact."""
    defaults = {"means": Means.PHONE.value, "time": page.context.desk.now()}
    entry = ContactDialog.ask(page, page.context, page.order_no or "", defaults)
    if entry is not None and page.order_no:
        told = partial(_tell, page, "已登记联系")
        page.context.write(partial(entry.write, order_no=page.order_no), told, owner=page)


def raise_order(page: "DetailPage") -> None:
    """Raise the order."""

    def told(answer: EscalateAnswer) -> None:
        page.context.tell(f"已升级 {answer.order.order_no}{answer.left}", Tone.GOOD)

    raising = RaiseDialog.ask(page, EscalationReason.SENSITIVE)
    if raising is not None and page.order_no:
        work = partial(
            escalate,
            order_no=page.order_no,
            reason=raising.reason,
            to=raising.receiver,
            level=raising.level,
        )
        page.context.write(work, told, owner=page)


def give_reply(page: "DetailPage") -> None:
    """Reply through the gate; what blocks is shown where it is mended."""
    if page.detail is None:
        return
    if page.form.dirty:
        page.context.tell("有未保存的改动，请先保存再回单", Tone.INFO, "保存", page.save)
        return
    order = page.detail.order
    begun = "" if order.replied_at else order.reply or ""  # a second reply does not say what the first said
    text = page.drafts.get(order.order_no, begun)
    request = ReplyDialog.ask(page, page.context, order.order_no, text)
    page.drafts[order.order_no] = request.text
    if request.mend is not None:
        page.light.show_mending(request.mend)
        _tell_mending(page, request.mend)
    elif not request.given_up:
        _send_reply(page, order.order_no, request)


def _tell_mending(page: "DetailPage", finding: Finding) -> None:
    """Say what is to be done before the reply, and offer the contact where one is missing."""
    text = f"{finding.rule} {finding.message}；办法：{finding.remedy}。改好后再回单，写好的内容还在"
    calls = any(title.partition(".")[0] == _CONTACTS for title in (*finding.missing, *finding.fields))
    if calls:
        page.context.tell(text, Tone.INFO, "登记联系", partial(contact, page))
    else:
        page.context.tell(text, Tone.INFO)


def _send_reply(page: "DetailPage", order_no: str, request: ReplyRequest) -> None:
    def answered(answer: ReplyAnswer) -> None:
        if answer.refused:
            missing = "；".join(f"{f.rule} {f.message}" for f in answer.blocking)
            page.context.tell(f"没有回单，还缺 {len(answer.blocking)} 项：{missing}", Tone.TROUBLE)
            page.light.show_finding(answer.blocking[0])
            return
        page.drafts.pop(order_no, None)
        done = "已再次回单" if answer.earlier else "已回单"
        page.context.tell(f"{done} {order_no}：{request.outcome.value}", Tone.GOOD)

    work = partial(
        reply, order_no=order_no, outcome=request.outcome, text=request.text, override=request.override
    )
    page.context.write(work, answered, owner=page)


def show_report(page: "DetailPage") -> None:
    """Preview the order's reports: of its field test, where it has one, and the others."""
    if page.detail is not None:
        rows = page.detail.rows
        kinds = [name for name, table in REPORTS if table is None or rows.get(table)]
        PreviewDialog.show_paper(page, page.context, page.output(), kinds)


def waive_finding(page: "DetailPage", finding: Finding, kind: WaiverKind) -> None:
    """Waive a fail, or confirm or dismiss a suspicion, with the reason."""
    reason = ask_reason(
        page, f"{kind} {finding.rule}", f"{finding.message}\n\n{kind}的原因（会留在工单上）："
    )
    if reason is not None:
        told = partial(_tell, page, f"已{kind} {finding.rule}")
        work = partial(waive, order_no=finding.order_no, rule=finding.rule, reason=reason, conclusion=kind)
        page.context.write(work, told, owner=page)


def undo_deed(page: "DetailPage", deed: LoggedDeed) -> None:
    """Undo a deed of the history."""
    told = partial(_tell, page, f"已撤销：{deed.title}")
    page.context.write(partial(undo, deed_id=deed.deed_id), told, owner=page)


def add_row(page: "DetailPage", sheet: SheetSpec) -> None:
    """Add a row; a contact and photographs are deeds of their own."""
    if sheet.table == "contacts":
        contact(page)
        return
    if sheet.table == "photos":
        attach_photos(page, ask_files(page, "添加照片", "照片 (*.jpg *.jpeg *.png *.heic *.heif)"))
        return
    row = RowDialog.ask_new(page, sheet.record, page.order_no or "", page.context, page.offered(sheet))
    if row is not None:
        page.write_changes([Change(None, row)])


def attach_photos(page: "DetailPage", files: list[Path]) -> None:
    """Attach photographs, after asking who allowed them."""
    wanted = AttachDialog.ask(page, files) if files and page.order_no else None
    if wanted is None or not page.order_no:
        return

    def attached(done: Attached) -> None:
        again = "；原来的回单不再成立，工单已重新打开" if done.reopened_for else ""
        left = f"；没有添加：{'；'.join(done.left)}" if done.left else ""
        tone = Tone.TROUBLE if again or left else Tone.GOOD
        page.context.tell(f"已添加 {len(done.photos)} 张照片{again}{left}", tone)

    work = partial(attach, order_no=page.order_no, files=files, **wanted.options())
    page.context.write(work, attached, owner=page)


def look_at_photo(page: "DetailPage", photo: Photo) -> None:
    """Show a photograph large."""
    PhotoDialog.show_photo(page, page.context, photo)


def edit_row(page: "DetailPage", row: Any) -> None:
    """Change a row."""
    changed = RowDialog.ask(page, row, page.context, page.offered(BY_RECORD[type(row)]))
    if changed is not None and changed != row:
        page.write_changes([Change(row, changed)])


def remove_row(page: "DetailPage", row: Any) -> None:
    """Remove a row; undo brings it back."""
    if page.context.may(Deed.EDIT) and ask_sure(page, "删除", "要删除这条记录吗？之后可以撤销。"):
        page.write_changes([Change(row, None)])


def close_all_the_same(page: "DetailPage", changes: list[Change], refused: BlockedError) -> bool:
    """Ask a person who has the right why a 跟踪单 is to be closed all the same; False when nobody may."""
    if not page.context.may(Deed.OVERRIDE):
        return False
    reason = ask_reason(page, "关闭跟踪单", f"{refused}\n\n仍要关闭的原因（会记入豁免和日志）：")
    if reason is not None:
        page.write_changes(changes, reason)
    return True


def _tell(page: "DetailPage", text: str, _answer: Any) -> None:
    page.context.tell(text, Tone.GOOD)


DEEDS: dict[str, Callable[["DetailPage"], None]] = {
    "contact": contact,
    "reply": give_reply,
    "escalate": raise_order,
    "print": show_report,
}
