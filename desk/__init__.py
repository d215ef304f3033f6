"""The complaint desk: checks on-site complaint handling against the written standard."""

__version__ = "0.1.0"
