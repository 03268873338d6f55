"""Feeds: asked over HTTP when they are due, read in the sandbox, taken in by the intake."""
