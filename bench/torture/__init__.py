"""The nightly torture: every fault of docs/faults.md on the real process, with silence, copies and losses as figures."""
