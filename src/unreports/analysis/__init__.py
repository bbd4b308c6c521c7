"""What a corpus says, counted: pure functions from a Corpus or a DataFrame to a DataFrame."""
