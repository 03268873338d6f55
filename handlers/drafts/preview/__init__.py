"""A draft as readers will see it, and what its publication would mean."""
