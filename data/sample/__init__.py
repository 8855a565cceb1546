"""The sample library: synthetic, with a known truth."""
