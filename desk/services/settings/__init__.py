"""What the office sets: changed with a reason, out as files and in again."""

from desk.services.settings.changing import (
    change_settings,
    require_change,
    setting_history,
    setting_rows,
    title_of,
)
from desk.services.settings.files import FILES, file_changes, write_file
from desk.services.settings.parameters import (
    change_parameters,
    parameter_changes,
    parameters_in_force,
    parameters_toml,
    read_parameters,
)

__all__ = [
    "FILES",
    "change_parameters",
    "change_settings",
    "file_changes",
    "parameter_changes",
    "parameters_in_force",
    "parameters_toml",
    "read_parameters",
    "require_change",
    "setting_history",
    "setting_rows",
    "title_of",
    "write_file",
]
