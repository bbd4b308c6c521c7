"""What paragraphs mention: dates, organisations, citations, places; a package each."""
