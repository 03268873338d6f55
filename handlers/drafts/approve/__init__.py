"""An author requests approval of a draft; an editor approves it or sends it back."""
