"""Delivery by several processes on one PostgreSQL: leases, a shared limiter, jobs."""
