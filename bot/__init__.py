"""The program: starts, wires, stops."""
