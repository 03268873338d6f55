"""Every fault of docs/faults.md on the real process, measured: silence, extra copies, losses."""
