"""Questions in the manner of a phone over short articles of our own, with what answers each."""
