"""How few people are too few."""

MIN_RATINGS = 5
MIN_TEXTS = 10
MOST_LEVELS = 20  # a profile question with more answers makes no groups anywhere
