"""Importing a workbook."""
