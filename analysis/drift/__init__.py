"""What differs between two months' customers, and whether it is more than chance."""
