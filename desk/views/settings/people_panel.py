"""The people of the desk, and what each role may do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem, QVBoxLayout

from desk.records import Deed, Person, may
from desk.views.pieces import label, plain_table
from desk.views.settings.tables_panel import TablesPanel
from desk.vocabulary import Role

HELPS = {"people": "新库里按四种角色各有一位；录入本单位的人员后可以删去它们，至少留一位管理员。"}
_CENTER = Qt.AlignmentFlag.AlignCenter


class PeoplePanel(TablesPanel):
    """People above, rights below."""

    def __init__(self) -> None:
        super().__init__(HELPS)
        self.rights = _rights()
        whole = self.layout()
        assert isinstance(whole, QVBoxLayout)
        whole.addWidget(label("各角色可以做什么", "sectionTitle"))
        whole.addWidget(self.rights)
        whole.setContentsMargins(8, 0, 8, 8)
        people = self.parts["people"].layout()
        assert people is not None
        people.setContentsMargins(0, 8, 0, 0)


def _rights() -> QTableWidget:
    roles, deeds = tuple(Role), tuple(deed for deed in Deed if deed is not Deed.SWEEP)
    table = QTableWidget(len(deeds), len(roles) + 1)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    plain_table(table, [22, *[10] * len(roles)])
    table.setHorizontalHeaderLabels(["操作", *roles])
    for row, deed in enumerate(deeds):
        table.setItem(row, 0, QTableWidgetItem(deed.value))
        for column, role in enumerate(roles, 1):
            item = QTableWidgetItem("✓" if may(Person("", role), deed) else "—")
            item.setTextAlignment(_CENTER)
            table.setItem(row, column, item)
    return table
