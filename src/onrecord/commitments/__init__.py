"""What a state is held to, and what later statements show of it."""
