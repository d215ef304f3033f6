"""The default template of the regional feedback, made with openpyxl and filled like the office's own."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from desk.rules.parameters import Parameters
from desk.services.feedback.columns import COLUMNS, MISSING, OPERATORS, FeedbackColumn
from desk.services.feedback.fieldlist import HEADING, TITLE, USAGE, lines
from desk.workbook import save_book
from desk.workbook.housestyle import BLUE, FILLS, FONT, FORMATS, INK, LINE, NAVY, foot_pages
from desk.workbook.sheetxml import column_letters
from desk.workbook.writing import sheet_names

_SPAN, _AS_OF = "{{ 期间 or '全部期间' }}", "截至 {{ 截至|时间 }}"
_GROUPS, _HEADS, _ROW = 3, 4, 5
_SIZE = 9
_ACROSS = 136  # characters of the normal font on A4 across at full size
_REPEATED = 2  # columns on every page: 序号 and 工单号
_NUMBER_WIDTH = 5.0
_NETWORKS = tuple(operator.value for operator in OPERATORS)
_PAGES = (("工单", "投诉"), ("地点", "现场测试", *_NETWORKS), ("资源", "方案"), ("进展",))
_COLOURS = {"移动": "FF1F6FB5", "联通": "FFB5482A", "电信": "FF1B7F6B"}
_NARROW = 9.5  # columns below it are centred
_ALIGN = {"time": "center", "short": "center", "number": "right"}


def make_template(
    path: Path, sheets: Sequence[tuple[str, str, str]], limits: Parameters, as_of: str = ""
) -> None:
    """Write the template with a sheet for each (name, expression of its title, of its orders).

    `as_of` stands below the pages of 字段说明, which is not filled.
    """
    import openpyxl
    from openpyxl.styles import Font
    from openpyxl.utils.indexed_list import IndexedList

    book = openpyxl.Workbook()
    # column widths are counted in digits of the normal font: one that has the same widths everywhere
    book._fonts = IndexedList([Font(name="Arial", size=10)])
    book._named_styles["Normal"].font = book._fonts[0]
    book.remove(book.active)
    names = sheet_names([name for name, _, _ in sheets])
    for name, (_, title, orders) in zip(names, sheets, strict=True):
        _Sheet(book.create_sheet(name), limits).build(title, orders)
    _write_field_list(book.create_sheet(TITLE), as_of)
    book.properties.title, book.properties.creator = "区域反馈表", "投诉处理台"
    save_book(path, book)


def thresholds(limits: Parameters) -> str:
    """The limits that the marks rest on, in words."""
    p = limits
    return (
        f"4G 弱：RSRP<{p.weak_rsrp_4g:g} 或 SINR<{p.weak_sinr_4g:g}，"
        f"临界：RSRP<{p.border_rsrp_4g:g} 或 SINR<{p.border_sinr_4g:g}；"
        f"5G 弱：SS-RSRP<{p.weak_rsrp_5g:g} 或 SINR<{p.weak_sinr_5g:g}（dBm、dB）"
    )


class _Sheet:
    """One sheet of the feedback on its way."""

    def __init__(self, sheet: Any, limits: Parameters) -> None:
        self._sheet, self._limits = sheet, limits
        self._last = column_letters(len(COLUMNS) + 1)

    def build(self, title: str, orders: str) -> None:
        self._write_title(title, orders)
        self._write_headings()
        self._write_row(orders)
        self._mark()
        self._set_view()
        self._set_print()

    def _write_title(self, title: str, orders: str) -> None:
        from openpyxl.styles import Alignment, Font

        sheet = self._sheet
        sheet["A1"] = f"{{{{ {title} }}}} 现场测试反馈"
        sheet["A1"].font = Font(name=FONT, size=16, bold=True, color=NAVY)
        sheet["A1"].alignment = Alignment(vertical="center")
        sheet["C1"] = f"{_SPAN}，共 {{{{ {orders}|length }}}} 单，{_AS_OF}"
        sheet["C2"] = "黄底“缺：”为缺项和要求它的规则；红底为弱覆盖，浅黄底为临界。{{ 门限 }}"
        for name in ("C1", "C2"):
            sheet[name].font = Font(name=FONT, size=_SIZE, color="FF595959")
            sheet[name].alignment = Alignment(vertical="center")
        sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 30, 18

    def _write_headings(self) -> None:
        sheet = self._sheet
        self._head(_GROUPS, 1, "", NAVY)
        self._head(_HEADS, 1, "序号", NAVY)
        sheet.column_dimensions["A"].width = _NUMBER_WIDTH
        number = 2
        for group, columns in groupby(COLUMNS, key=lambda column: column.group):
            own = list(columns)
            color = _COLOURS.get(group, NAVY)
            for place, column in enumerate(own, number):
                self._head(_GROUPS, place, group if place == number else "", color)
                self._head(_HEADS, place, column.title, _COLOURS.get(group, BLUE))
                sheet.column_dimensions[column_letters(place)].width = column.width
            if len(own) > 1:
                sheet.merge_cells(
                    start_row=_GROUPS, end_row=_GROUPS, start_column=number, end_column=number + len(own) - 1
                )
            number += len(own)
        sheet.row_dimensions[_GROUPS].height, sheet.row_dimensions[_HEADS].height = 18, 30

    def _head(self, row: int, column: int, text: str, color: str) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        cell = self._sheet.cell(row, column, text or None)
        line = Side(style="thin", color="FFFFFFFF")
        cell.font = Font(name=FONT, size=_SIZE, bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor=color)
        cell.border = Border(left=line, right=line, bottom=line)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)

    def _write_row(self, orders: str) -> None:
        self._cell(1, f"{{% for order in {orders} %}}{{{{ loop.index }}}}", "short")
        for place, column in enumerate(COLUMNS, 2):
            end = "{% endfor %}" if place == len(COLUMNS) + 1 else ""
            kind = "short" if column.kind == "text" and column.width < _NARROW else column.kind
            self._cell(place, f"{{{{ order.反馈.{column.name} }}}}{end}", kind)

    def _cell(self, column: int, text: str, kind: str) -> None:
        from openpyxl.styles import Alignment, Border, Font, Side

        cell = self._sheet.cell(_ROW, column, text)
        line = Side(style="thin", color=LINE)
        cell.font = Font(name=FONT, size=_SIZE, color=INK)
        cell.border = Border(left=line, right=line, top=line, bottom=line)
        cell.alignment = Alignment(horizontal=_ALIGN.get(kind, "left"), vertical="top", wrap_text=True)
        cell.number_format = {"time": FORMATS["minute"], "identifier": "@"}.get(kind, "General")

    def _mark(self) -> None:
        from openpyxl.formatting.rule import FormulaRule
        from openpyxl.styles import Font, PatternFill

        def rule(formula: str, color: str, ink: str = "FF9C0006", *, bold: bool = False) -> FormulaRule:
            return FormulaRule(
                formula=[formula],
                fill=PatternFill("solid", bgColor=color),
                font=Font(color=ink, bold=bold or None),
                stopIfTrue=True,
            )

        formats, brown = self._sheet.conditional_formatting, "FF7F4F00"
        everything = f"A{_ROW}:{self._last}{_ROW}"
        formats.add(
            everything, rule(f'LEFT(A{_ROW},{len(MISSING)})="{MISSING}"', "FFFFE699", brown, bold=True)
        )
        for operator in OPERATORS:
            for weak, border, cell in self._limits_of(operator.value):
                formats.add(cell, rule(weak, FILLS["fail"]))
                formats.add(cell, rule(border, FILLS["warn"], brown))
        last = f"{self._last}{_ROW}"
        formats.add(last, rule(f'ISNUMBER(SEARCH("[不符合]",{last}))', FILLS["fail"], INK))
        formats.add(last, rule(f'ISNUMBER(SEARCH("[提醒]",{last}))', FILLS["warn"], INK))

    def _limits_of(self, operator: str) -> list[tuple[str, str, str]]:
        """(formula of weak, of borderline, cell) for both readings of an operator."""
        p, network = self._limits, self._at(f"{operator}网络")
        limits = {
            "RSRP": (p.weak_rsrp_4g, p.border_rsrp_4g, p.weak_rsrp_5g),
            "SINR": (p.weak_sinr_4g, p.border_sinr_4g, p.weak_sinr_5g),
        }
        found = []
        for title, (weak, border, weak_5g) in limits.items():
            cell = self._at(operator + title)
            number = f"ISNUMBER({cell})"
            weak_4g = f'AND({network}="4G",{cell}<{weak:g})'
            either = f'OR({weak_4g},AND({network}="5G",{cell}<{weak_5g:g}))'
            found.append((f"AND({number},{either})", f'AND({number},{network}="4G",{cell}<{border:g})', cell))
        return found

    def _at(self, name: str) -> str:
        place = next(at for at, column in enumerate(COLUMNS, 2) if column.name == name)
        return f"{column_letters(place)}{_ROW}"

    def _set_view(self) -> None:
        sheet = self._sheet
        sheet.freeze_panes = f"{column_letters(_REPEATED + 1)}{_ROW}"
        sheet.sheet_view.showGridLines = False
        sheet.auto_filter.ref = f"A{_HEADS}:{self._last}{_ROW}"

    def _set_print(self) -> None:
        """A4 across; groups of columns stay together, 序号 and 工单号 on every page."""
        from openpyxl.worksheet.pagebreak import Break, ColBreak

        sheet, setup, margins = self._sheet, self._sheet.page_setup, self._sheet.page_margins
        breaks = _page_ends(COLUMNS)
        sheet.col_breaks = ColBreak(brk=[Break(id=end, max=1048575, man=True) for end in breaks])
        setup.orientation, setup.paperSize = "landscape", 9
        setup.scale = int(100 * _ACROSS / _widest_page(COLUMNS, breaks))
        margins.left = margins.right = 0.4
        margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.3, 0.3
        sheet.print_title_rows = f"{_GROUPS}:{_HEADS}"
        sheet.print_title_cols = f"A:{column_letters(_REPEATED)}"
        sheet.print_area = f"A1:{self._last}{_ROW}"
        foot_pages(sheet, f"{_SPAN} · {_AS_OF}")


def _page_ends(columns: Sequence[FeedbackColumn]) -> list[int]:
    """The last column (from 1) of every printed page but the last."""
    return [max(at for at, column in enumerate(columns, 2) if column.group in page) for page in _PAGES]


def _widest_page(columns: Sequence[FeedbackColumn], ends: Sequence[int]) -> float:
    widths = [_NUMBER_WIDTH, *(column.width for column in columns)]
    starts = [0, *ends]
    pages = [sum(widths[start:end]) for start, end in zip(starts, [*ends, len(widths)], strict=True)]
    repeated = sum(widths[:_REPEATED])
    return max(pages[0], *(page + repeated for page in pages[1:]))


def _write_field_list(sheet: Any, as_of: str) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    for row, text in enumerate(USAGE, 1):
        sheet.cell(row, 1, text).font = Font(name=FONT, size=10, color=INK)
    head = len(USAGE) + 2
    line = Side(style="thin", color=LINE)
    for column, (title, width) in enumerate(zip(HEADING, (34, 40, 14, 10, 60), strict=True), 1):
        cell = sheet.cell(head, column, title)
        cell.font = Font(name=FONT, size=10, bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor=NAVY)
        sheet.column_dimensions[column_letters(column)].width = width
    for row, values in enumerate(lines(), head + 1):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column, value)
            cell.font = Font(name=FONT, size=_SIZE, color=INK)
            cell.border = Border(bottom=line)
            cell.alignment = Alignment(vertical="top", wrap_text=column in {2, 5})
    sheet.freeze_panes = f"A{head + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{head}:{head}"
    foot_pages(sheet, as_of)
