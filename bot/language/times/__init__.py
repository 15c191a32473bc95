"""Time phrases: from words to days and clock times, in English and Japanese."""
