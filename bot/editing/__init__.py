"""Editing events and bookings: forms, what is typed into them, what differs, and the change that follows."""
