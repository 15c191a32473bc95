"""The Teams app package: what Teams shows of Nudge, in English and Japanese, and the zip that an admin uploads."""
