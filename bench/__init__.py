"""The measurements behind the figures of README and docs/: `make bench`."""
