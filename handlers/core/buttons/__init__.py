"""Keyboards, and the callback data that travels in them."""
