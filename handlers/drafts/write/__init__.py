"""Writing a draft, field by field."""
