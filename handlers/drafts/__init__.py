"""How editors publish: they write, preview, approve, schedule, publish and correct."""
