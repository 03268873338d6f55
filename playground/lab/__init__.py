"""What one tries a bot with: faults that end by themselves, a clock that is moved on, a crowd that is counted."""
