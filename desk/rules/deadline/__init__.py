"""Deadlines (1.2.2 C, 2.2, 3.2)."""
