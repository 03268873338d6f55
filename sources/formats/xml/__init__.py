"""Feeds and exports in XML."""
