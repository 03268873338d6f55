"""Dates, hours and periods in three languages."""
