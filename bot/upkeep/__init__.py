"""What keeps the store healthy: cleaning, copies, a watch over it."""
