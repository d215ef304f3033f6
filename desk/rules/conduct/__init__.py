"""Conduct (1.1)."""
