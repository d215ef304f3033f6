"""A token: what the scanner found at a place, before grading looks at all of them together."""

from dataclasses import dataclass

from desk.reading.address.gazetteer import Unit
from desk.reading.address.parts import Sort

WIDE = frozenset({Sort.PROVINCE, Sort.CITY, Sort.COUNTY})
RURAL = frozenset({Sort.VILLAGE, Sort.COMMUNITY})
TOWNS = frozenset({Sort.TOWN, Sort.STREET})
PLACES = frozenset({Sort.PROVINCE, Sort.CITY, Sort.COUNTY, Sort.TOWN, Sort.STREET, Sort.FARM, Sort.ZONE})


@dataclass(slots=True)
class Token:
    """A found part: its span in the folded text, its name without the ending, and the units it may mean."""

    sort: Sort
    start: int
    end: int
    name: str
    units: tuple[Unit, ...] = ()
    code: str | None = None
    """Code of the one unit that it means, once that is settled."""

    committee: bool = False
    """Whether it is named by its 居委会, which towns have, and not as a mere 社区."""

    @property
    def is_place(self) -> bool:
        """Whether it is an area that parts lie in, down to the township."""
        return self.sort in PLACES


@dataclass(slots=True)
class Scan:
    """All tokens in order, the stretches that no token explains, and whether the text is a complaint's."""

    text: str
    tokens: list[Token]
    rests: list[tuple[int, int]]
    noisy: bool
