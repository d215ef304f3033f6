"""Concentrated complaints, 三超, faults (2.8, 3.1)."""
