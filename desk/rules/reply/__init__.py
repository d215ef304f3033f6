"""Reply and closure (2.3, 2.4)."""
