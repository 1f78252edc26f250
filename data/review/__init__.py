"""Rounds of validation, votes, their outcomes, and marks of ideas."""
