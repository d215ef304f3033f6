"""What every view is handed: the desk with its acting person, the jobs, the choices, and who changed what."""

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSettings, Signal

from desk.errors import DeskError
from desk.logs import log_file
from desk.records import Deed, Person, may
from desk.services.desk import Desk
from desk.services.sweeping import sweep
from desk.services.unmasking import unmask
from desk.settings import Settings
from desk.store import Written
from desk.views.jobs import Jobs
from desk.views.messages import Message, Tone

if TYPE_CHECKING:
    Work = Callable[[Desk], Any]
    Then = Callable[[Any], None]
    Failed = Callable[[BaseException], bool]

log = logging.getLogger(__name__)


class Context(QObject):
    """One for each window. `changed` carries what a write changed; each view decides for itself."""

    changed = Signal(object)  # Written
    acting = Signal()
    told = Signal(object)  # Message
    moved_on = Signal()  # the person began something else: trouble told before is past
    wants_order = Signal(str)  # a view asks for the detail of this order
    wants_page = Signal(str)  # a view asks for the page of this name
    settings_changed = Signal()

    def __init__(
        self, desk: Desk, jobs: Jobs, settings: Settings, machine: QSettings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.jobs = jobs
        self.settings = settings
        self.machine = machine
        self._unmasked: set[str] = set()

    def may(self, deed: Deed) -> bool:
        """Whether the acting person has the right."""
        return may(self.desk.person, deed)

    def act_as(self, person: Person) -> None:
        """Go on as another person; what the last one uncovered is covered again."""
        self.desk = replace(self.desk, person=person)
        self._unmasked.clear()
        self.acting.emit()

    def is_unmasked(self, order_no: str) -> bool:
        """Whether the acting person has uncovered this order's personal fields."""
        return order_no in self._unmasked

    def unmask(self, order_no: str, then: Callable[[], None], owner: QObject) -> None:
        """Uncover an order's personal fields, which is logged."""

        def uncovered(_written: Written) -> None:
            self._unmasked.add(order_no)
            then()

        self.write(partial(unmask, order_no=order_no), uncovered, owner=owner)

    def read(self, work: "Work", then: "Then", *, owner: QObject, failed: "Failed | None" = None) -> None:
        """Run `work(desk)` beside the window and hand its answer to `then`.

        `failed` may deal with an error by answering True; any other is told in the message bar.
        """
        self.jobs.read(partial(work, self.desk), then, partial(self._failed, failed), owner)

    def write(
        self,
        deed: "Work",
        then: "Then | None" = None,
        *,
        owner: QObject,
        failed: "Failed | None" = None,
    ) -> None:
        """Run a deed that writes; every view hears of it through `changed`, then `then` gets the answer."""

        def done(answer: Any) -> None:
            written = written_of(answer)
            if written is not None:
                self.changed.emit(written)
            if then is not None:
                then(answer)

        self.jobs.write(partial(deed, self.desk), done, partial(self._failed, failed), owner)

    def compute(
        self,
        work: Callable[[], Any],
        then: "Then",
        *,
        owner: QObject,
        failed: "Failed | None" = None,
    ) -> None:
        """Run `work()` in a process of its own; it and its answer must be picklable."""
        self.jobs.compute(work, then, partial(self._failed, failed), owner)

    def sweep(self) -> None:
        """Judge again what time has changed."""

        def swept(number: int) -> None:
            if number:
                self.changed.emit(Written(0, frozenset({"orders"}), whole=True))

        self.write(sweep, swept, owner=self)

    def tell(self, text: str, tone: Tone = Tone.INFO, action: str = "", act: Any = None) -> None:
        """Say one sentence in the message bar."""
        self.told.emit(Message(text, tone, action, act))

    def trouble(self, error: BaseException) -> None:
        """Tell of an error: the sentence of one that a person can mend, and the log's place for a bug."""
        self.tell(sentence_of(error), Tone.TROUBLE)

    def _failed(self, failed: "Failed | None", error: BaseException) -> None:
        if failed is None or not failed(error):
            self.trouble(error)


def written_of(answer: Any) -> Written | None:
    """What a deed's answer says was written."""
    if isinstance(answer, Written):
        return answer
    if isinstance(answer, tuple):
        return next((part for part in answer if isinstance(part, Written)), None)
    found = getattr(answer, "written", None)
    return found if isinstance(found, Written) else None


def sentence_of(error: BaseException) -> str:
    """One Chinese sentence; anything but trouble of the world is logged."""
    if isinstance(error, DeskError):
        return str(error)
    log.error("unexpected", exc_info=error)
    return (
        f"程序内部出错（{type(error).__name__}），这一步没有完成；详情在日志“{log_file()}”里，请交给维护人员"
    )
