"""The rows of the store by noun: one file a noun, named SQL in, values out."""
