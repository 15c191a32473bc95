"""The store's history: forward only, each step run once."""
