"""Who acts: the box at the top right."""

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from desk.records import Person
from desk.services.staff import all_people
from desk.store import Written
from desk.views.context import Context
from desk.views.icons import icon


class PersonBox(QWidget):
    """Chooses the acting person among the people of the database."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.box = QComboBox()
        self.box.setToolTip("当前人员：决定可以做什么，并记入操作日志")
        self.box.setAccessibleName("当前人员")
        mark = QLabel()
        mark.setPixmap(icon("person").pixmap(18, 18))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 0, 0)
        layout.addWidget(mark)
        layout.addWidget(self.box)
        self._people: list[Person] = []
        self.box.activated.connect(self._chosen)
        context.read(all_people, self._fill, owner=self)
        context.acting.connect(self._show_acting)
        context.changed.connect(self._note_written)

    def _note_written(self, written: Written) -> None:
        if "people" in written.tables:
            self._context.read(all_people, self._fill, owner=self)

    def _fill(self, people: list[Person]) -> None:
        self._people = people
        self.box.clear()
        for person in people:
            role = "" if person.name == person.role else f"（{person.role}）"
            self.box.addItem(person.name + role)
        self._show_acting()

    def _show_acting(self) -> None:
        names = [person.name for person in self._people]
        if self._context.desk.person.name in names:
            self.box.setCurrentIndex(names.index(self._context.desk.person.name))

    def _chosen(self, at: int) -> None:
        self._context.act_as(self._people[at])
