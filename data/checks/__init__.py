"""Whether datasets keep their contract, and what is said where they do not."""
