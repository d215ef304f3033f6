"""The regional feedback: one line an order, three operators side by side, what is missing with its rule."""

from desk.services.feedback.exporting import MissingItem, export_feedback, missing_items, write_template

__all__ = ["MissingItem", "export_feedback", "missing_items", "write_template"]
