"""The standard's clauses as checks."""
