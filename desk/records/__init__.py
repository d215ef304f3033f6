"""What the desk knows: one dataclass per sheet, each field declared once."""
