"""Who may do what, checked at the moment of the act."""
