"""Fault handling on site (3.3)."""
