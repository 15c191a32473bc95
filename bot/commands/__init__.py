"""One file for each thing a person can say; a new file here is a new command."""
