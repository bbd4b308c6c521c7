"""Which United Nations entity works with which organisation, by what the text says, on what.

`recognition` goes through the paragraphs, `actors` says who can take part, `rules` by what rule a
sentence makes a pair, `themes` what it is about, `tables` and `ties` what can be
drawn from the pairs.
"""

from unreports.analysis.cooperation.recognition import cooperation
from unreports.analysis.cooperation.rules import RULES
from unreports.analysis.cooperation.tables import (
    by_whole,
    matrix,
    mentioned_together,
    names,
    only_partners,
    themes_by_partner,
)
from unreports.analysis.cooperation.ties import Network, network

__all__ = [
    "RULES",
    "Network",
    "by_whole",
    "cooperation",
    "matrix",
    "mentioned_together",
    "names",
    "network",
    "only_partners",
    "themes_by_partner",
]
