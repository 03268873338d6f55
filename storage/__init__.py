"""Everything that knows SQL; no other room does."""
