"""The handling steps of an order, each with what the office calls it."""

from collections.abc import Mapping
from typing import Any

from desk.records import Field
from desk.rules.field_test.ladder import title_of
from desk.views.detail.rows_tab import RowsTab, SheetModel

_TITLE_WIDTH = 26  # of a step's number and name, in half-width characters


class StepsModel(SheetModel):
    """Steps whose number stands with its name."""

    names: Mapping[int, str] = {}

    def value(self, row: Any, field: Field) -> Any:
        """The step's title in the place of its number."""
        return title_of(row, self.names) if field.name == "number" else super().value(row, field)

    def width(self, field: Field) -> int:
        """Room for the name."""
        return _TITLE_WIDTH if field.name == "number" else super().width(field)


class StepsTab(RowsTab):
    """The rows of 处理步骤."""

    model: StepsModel

    def make_model(self) -> StepsModel:
        """Steps with their names."""
        return StepsModel(self.sheet, self)

    def name_steps(self, titles: Mapping[int, str]) -> None:
        """Call the steps so, by number, from the next rows on."""
        self.model.names = titles
