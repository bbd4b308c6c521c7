"""What paragraphs mention: dates, so far."""
