"""/alerts: words that a chat wants to be told of, or spared, in whatever rubric."""
