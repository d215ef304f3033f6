"""Waiving a fail, with a reason that stays."""

from desk.errors import InputError
from desk.records import Deed, Waiver
from desk.rules.catalogue import BY_CODE
from desk.services.desk import Desk
from desk.services.standing import load_order
from desk.store import Change, Written
from desk.vocabulary import WaiverKind


def waive(
    desk: Desk, order_no: str, rule: str, reason: str, *, conclusion: WaiverKind = WaiverKind.WAIVE
) -> Written:
    """Keep a person's word on a rule's verdict for this order; 确认 and 排除 where the rule heeds them."""
    desk.require(Deed.WAIVE)
    if rule not in BY_CODE:
        raise InputError(f"没有代码为“{rule}”的规则，请核对（例如 RPL01）")
    if not BY_CODE[rule].heeds(conclusion):
        raise InputError(f"规则 {rule} 没有要“{conclusion}”的内容，请核对规则代码和结论")
    if not reason.strip():
        raise InputError(f"{conclusion}要写明原因，请填写后再试")
    with desk.database.read() as connection:
        load_order(connection, order_no)
    waiver = Waiver(
        order_no=order_no,
        rule=rule,
        conclusion=conclusion.value,
        reason=reason.strip(),
        person=desk.person.name,
        time=desk.now(),
    )
    note = desk.note(Deed.WAIVE, f"{conclusion.value} {order_no} 的 {rule}", reason=reason.strip())
    return desk.apply(note, [Change(None, waiver)])
