"""A reader who pauses, blocks, leaves or comes back."""
