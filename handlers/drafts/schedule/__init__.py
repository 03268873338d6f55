"""Drafts that leave at an hour."""
