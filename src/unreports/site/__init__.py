"""The pages of a run, as a small site: opened from a file or a server, without the network."""
