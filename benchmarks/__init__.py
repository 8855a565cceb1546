"""Each figure the README quotes, as a ratio to a peer in the same run."""
