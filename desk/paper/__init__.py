"""Printed pages through Typst."""
