"""What the desk prints: for each report its data, its PDF, and its pages as pictures.

To add one: `reports/<name>/report.typ`, a module here, and its line in `desk/services/outputs.py`.
"""

from desk.services.reporting import field_test, follow_up_slip, order_sheet, visit_card
from desk.services.reporting.choosing import printable_orders, tested_orders
from desk.services.reporting.field_test import field_test_data, field_test_pages, field_test_pdf
from desk.services.reporting.follow_up_slip import follow_up_data, follow_up_pages, follow_up_pdf
from desk.services.reporting.order_sheet import order_data, order_pages, order_pdf
from desk.services.reporting.review_pack import review_data, review_pages, review_pdf
from desk.services.reporting.shift import shift_data, shift_pages, shift_pdf
from desk.services.reporting.values import OrderReport
from desk.services.reporting.visit_card import visit_data, visit_pages, visit_pdf

# the reports with a sheet for each order, by the folder of their template
BY_ORDER: dict[str, OrderReport] = {
    report.name: report
    for report in (field_test.REPORT, order_sheet.REPORT, visit_card.REPORT, follow_up_slip.REPORT)
}

__all__ = [
    "BY_ORDER",
    "OrderReport",
    "field_test_data",
    "field_test_pages",
    "field_test_pdf",
    "follow_up_data",
    "follow_up_pages",
    "follow_up_pdf",
    "order_data",
    "order_pages",
    "order_pdf",
    "printable_orders",
    "review_data",
    "review_pages",
    "review_pdf",
    "shift_data",
    "shift_pages",
    "shift_pdf",
    "tested_orders",
    "visit_data",
    "visit_pages",
    "visit_pdf",
]
