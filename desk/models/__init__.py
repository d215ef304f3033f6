"""Tables made from the records, and the desk's own."""
