"""Reinert's descending hierarchical classification of text segments, as in IRaMuTeQ and rainette.

Paragraphs are cut into segments, segments are told apart by which terms they hold, and the largest
class is divided in two again and again. A class is known by the terms that it holds more often than
the others do. `classify` makes one tree; `classify_double` keeps what two trees agree on.
"""

from unreports.analysis.reinert.classification import Classification, classify, classify_double
from unreports.analysis.reinert.segments import Segments, segment

__all__ = ["Classification", "Segments", "classify", "classify_double", "segment"]
