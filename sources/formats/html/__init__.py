"""Saved pages and HTML inside other formats."""
