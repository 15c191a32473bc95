"""Measures what a turn of the bot costs, beside the least it could cost and what the stock SDK makes of it."""
