"""The nightly torture: every fault of docs/faults.md on the real process, in figures: silence, copies, losses."""
