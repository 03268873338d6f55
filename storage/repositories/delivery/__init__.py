"""Broadcasts: their walk over an audience, claims, answers and what is held."""
