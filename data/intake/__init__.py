"""From the bytes somebody dropped to a checked draft with its differences; writes nothing."""
