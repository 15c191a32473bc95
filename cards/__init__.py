"""What a person reads: Adaptive Cards, their words and their buttons."""
