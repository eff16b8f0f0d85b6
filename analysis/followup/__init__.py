"""What each edition said, what changed since the one before, and whether it came true."""
