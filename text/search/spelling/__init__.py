"""How what stands between two spaces of a query may be spelled."""
