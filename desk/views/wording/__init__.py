"""Proposed texts: marked while typing, taken from templates, and the templates themselves."""
