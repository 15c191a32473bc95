"""What the bot does: hears a person, asks before it changes anything, and answers."""
