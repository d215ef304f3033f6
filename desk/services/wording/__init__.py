"""Wording: what the desk proposes to say or write for an order, filled in, counted and checked."""

from desk.services.wording.keeping import Template, TemplateVersion, keep, reset, templates, versions
from desk.services.wording.marking import Mark, MarkKind
from desk.services.wording.proposing import (
    Wording,
    marks_while_typing,
    placeholder_names,
    propose,
    render_wording,
)
from desk.services.wording.shipped import ShippedWording, shipped_wording, shipped_wordings

__all__ = [
    "Mark",
    "MarkKind",
    "ShippedWording",
    "Template",
    "TemplateVersion",
    "Wording",
    "keep",
    "marks_while_typing",
    "placeholder_names",
    "propose",
    "render_wording",
    "reset",
    "shipped_wording",
    "shipped_wordings",
    "templates",
    "versions",
]
