"""The board of orders that must be raised."""
