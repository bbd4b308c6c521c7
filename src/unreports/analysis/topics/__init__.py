"""Topics, and how far they can be trusted."""

from unreports.analysis.topics.model import (
    TopicModel,
    fit_topics,
    frex,
    most_topics,
    topics_by_section,
    weigh,
)

__all__ = ["TopicModel", "fit_topics", "frex", "most_topics", "topics_by_section", "weigh"]
