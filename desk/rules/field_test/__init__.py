"""Field tests (1.2.1, 1.2.2 A, B)."""
