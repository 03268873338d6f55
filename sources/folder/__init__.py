"""The watched folder of articles."""
