"""What Microsoft 365 does: meetings, events, bookings and virtual appointments, through Microsoft Graph."""
