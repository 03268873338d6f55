"""The wall clock that may jump, and the machine's own."""
