"""The vocabulary: frozen types, states, outcomes, errors, clock; no I/O."""
