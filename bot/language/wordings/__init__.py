"""What people may ask for, and the words they use: one row for each way of asking."""
