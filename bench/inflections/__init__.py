"""Single words in forms that no article holds: cases, possessives, plurals, irregular forms."""
