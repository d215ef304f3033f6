"""One order: what is known, what the check says, what was done."""
