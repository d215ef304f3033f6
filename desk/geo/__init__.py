"""Coordinates: datum, outlines, distance, clusters."""
