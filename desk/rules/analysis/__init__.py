"""Analysis on EOMS (2.1, 2.2, 3.3)."""
