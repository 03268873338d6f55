"""Drafts that are published at an hour."""
