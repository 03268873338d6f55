"""Whether what was found answers what was asked: which words an article holds, and which of them matter."""
