"""Calendars, deadlines and quiet hours, explained day by day."""
