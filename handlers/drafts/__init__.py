"""How editors publish: write, preview, approve, schedule, publish, correct."""
