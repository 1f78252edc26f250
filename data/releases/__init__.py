"""Complete, immutable sets of datasets: stored, published, compared, taken home."""
