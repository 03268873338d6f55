"""A whole draft leaves: now, or before everything else."""
