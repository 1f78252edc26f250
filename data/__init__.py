"""The room that guards the data: datasets, contract, checks and the store of releases."""
