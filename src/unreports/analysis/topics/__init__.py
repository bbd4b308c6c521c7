"""Topics, and how far they can be trusted.

The paragraphs' weighted terms are factorised (`weighting`, `factorisation`) into a model (`model`),
which other modules set beside others, beside chance and beside the reports themselves.
"""

from unreports.analysis.topics.labels import frex
from unreports.analysis.topics.map import map_topics, relevance
from unreports.analysis.topics.model import TopicBasis, TopicModel, fit_topics
from unreports.analysis.topics.places import (
    main_topics,
    topics_along,
    topics_by_document,
    topics_by_month,
    topics_by_organisation,
    topics_by_section,
    with_main_topic,
)
from unreports.analysis.topics.record import from_record, to_record
from unreports.analysis.topics.seeded import SeededTopics, fit_seeded
from unreports.analysis.topics.seeds import parse_seeds
from unreports.analysis.topics.survival import trust_of, under_other_settings, verdicts
from unreports.analysis.topics.weighting import attainable, most_topics, weigh

__all__ = [
    "SeededTopics",
    "TopicBasis",
    "TopicModel",
    "attainable",
    "fit_seeded",
    "fit_topics",
    "frex",
    "from_record",
    "main_topics",
    "map_topics",
    "most_topics",
    "parse_seeds",
    "relevance",
    "to_record",
    "topics_along",
    "topics_by_document",
    "topics_by_month",
    "topics_by_organisation",
    "topics_by_section",
    "trust_of",
    "under_other_settings",
    "verdicts",
    "weigh",
    "with_main_topic",
]
