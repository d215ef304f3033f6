"""Looks into the watched folder every few seconds, and tries out what is new there."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from desk.services.progress import untold
from desk.services.watching import Look, Waiting, look, note_handled
from desk.views.context import Context, sentence_of
from desk.views.imports.bench import Trial, bench_of, question
from desk.views.messages import Tone

EVERY_MS = 5_000


@dataclass(slots=True)
class Offer:
    """A waiting file and what importing it would do."""

    waiting: Waiting
    told: str = "正在试算……"


class Watch(QObject):
    """Never imports by itself unless the setting says so, and then only what needs no person."""

    changed = Signal()
    wants_import = Signal(object)  # an Offer

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self.context = context
        self.offers: list[Offer] = []
        self.trouble = ""
        self._bench = bench_of(context.jobs, context.desk)
        self._last: Look | None = None
        self._looking = False
        self._trying = 0
        self._folder = ""
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)
        context.settings_changed.connect(self.follow_settings)
        self.follow_settings()

    @property
    def folder(self) -> str:
        """The watched folder; "" when none is."""
        return self._folder

    def follow_settings(self) -> None:
        """Watch the folder of the settings, or none."""
        chosen = self.context.settings["watch_folder"].strip()
        if chosen == self._folder:
            return
        self._folder = chosen
        self.offers, self.trouble, self._last = [], "", None
        if chosen:
            self._timer.start()
            self.look()
        else:
            self._timer.stop()
        self.changed.emit()

    def look(self) -> None:
        """Look once, one look at a time."""
        if self._looking or not self._folder:
            return
        self._looking = True
        work = partial(look, folder=Path(self._folder), last=self._last)
        self.context.read(work, partial(self._looked, self._folder), owner=self, failed=self._not_looked)

    def _not_looked(self, error: BaseException) -> bool:
        self._looking = False
        self.trouble = sentence_of(error)
        self.changed.emit()
        return True

    def _looked(self, folder: str, found: Look) -> None:
        self._looking = False
        if folder != self._folder:
            return
        self.trouble, self._last = "", found
        here = {waiting.digest for waiting in found.waiting}
        self.offers = [offer for offer in self.offers if offer.waiting.digest in here]
        offered = {offer.waiting.digest for offer in self.offers}
        for waiting in found.waiting:
            if waiting.digest not in offered:
                self._try(Offer(waiting))
        self.changed.emit()

    def _try(self, offer: Offer) -> None:
        """Try a new file out; import it when the setting says so and nothing in it needs a person."""
        self.offers.append(offer)
        self._trying += 1
        self._bench.make_ready()
        silent = self.context.settings["watch_import"] == "silent"
        arguments = (offer.waiting.path, silent)
        work = partial(question, companion=self._bench, name="try_out", arguments=arguments, told=untold)
        run = self.context.write if silent else self.context.read
        run(work, partial(self._tried, offer), owner=self, failed=partial(self._not_tried, offer))

    def _rest(self) -> None:
        """Between new files nothing is kept in memory."""
        self._trying -= 1
        if not self._trying:
            self._bench.stop()

    def _not_tried(self, offer: Offer, error: BaseException) -> bool:
        self._rest()
        self._offer(offer, sentence_of(error))
        return True

    def _tried(self, offer: Offer, trial: Trial) -> None:
        self._rest()
        if trial.imported:
            self.done_with(offer)
            self.context.tell(f"已自动导入“{offer.waiting.path.name}”：{trial.told}", Tone.GOOD)
        else:
            self._offer(offer, trial.told)

    def _offer(self, offer: Offer, told: str) -> None:
        offer.told = told
        self.changed.emit()
        text = f"监视文件夹里有新文件“{offer.waiting.path.name}”：{told}"
        self.context.tell(text, Tone.INFO, "核对", partial(self.wants_import.emit, offer))

    def done_with(self, offer: Offer) -> None:
        """The file was imported or put aside: never offer it again."""
        self.offers = [other for other in self.offers if other is not offer]
        self.context.write(partial(note_handled, waiting=offer.waiting), owner=self)
        self.changed.emit()
