"""Escalation (2.7)."""
