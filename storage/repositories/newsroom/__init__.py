"""The people who publish, and what they work on."""
