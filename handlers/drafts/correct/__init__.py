"""A published article is corrected in every copy."""
