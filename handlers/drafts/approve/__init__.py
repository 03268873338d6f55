"""An author asks, an editor approves or returns."""
