"""Figures of topics: what they are, how many, how far they can be trusted, and where they stand.

In each of them a topic that is not above chance is grey, hollow where it is a point, and says so.
"""

from unreports.figures.topics.documents import topics_by_document
from unreports.figures.topics.map import topic_map
from unreports.figures.topics.places import topics_along, topics_by_month, topics_by_section
from unreports.figures.topics.scan import topic_scan
from unreports.figures.topics.settings import topic_settings
from unreports.figures.topics.terms import topic_terms

__all__ = [
    "topic_map",
    "topic_scan",
    "topic_settings",
    "topic_terms",
    "topics_along",
    "topics_by_document",
    "topics_by_month",
    "topics_by_section",
]
