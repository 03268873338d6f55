"""The rows of the store: one file for each subject, named SQL in, values out."""
