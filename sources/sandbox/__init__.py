"""The process in which all foreign bytes are read, and the door to it: limits of time and memory, plain values back."""
