"""Seeing an order's personal fields in full, which is logged."""

from desk.records import Deed
from desk.services.desk import Desk
from desk.services.masking import Unmasking, take_right
from desk.services.standing import load_order


def unmask(desk: Desk, order_no: str, reason: str | None = None) -> None:
    """Log that the acting person looks at the order's full number and name. InputError without the right."""
    desk.require(Deed.UNMASK)
    with desk.database.read() as connection:
        load_order(connection, order_no)
    take_right(desk, Unmasking(reason), f"查看完整信息 {order_no}")
