"""What a template's author can mend, told without its place; the cell is named where it is known."""


class TroubleError(Exception):
    """One Chinese clause: what is wrong with an expression or a tag, and the remedy."""
