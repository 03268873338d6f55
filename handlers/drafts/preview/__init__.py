"""A draft as readers will see it, and the forecast of its publication."""
