"""Steering a playground from another process."""
