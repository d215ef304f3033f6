"""Spreadsheets: guarded reading, headings, filling, writing."""
