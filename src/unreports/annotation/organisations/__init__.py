"""Organisations: which ones a document names, by a gazetteer that a user can extend.

`gazetteer` knows the names (`rows` checks them, `index` and `words` prepare them), `matching`,
`scanning` and `context` find them in text, `acronyms` and `acronym_resolution` read what a document
defines, `short_forms` resolves "l'Organisation", `recognition` puts them together, `unknown`
collects what the gazetteer does not know (`abbreviated` finds its names).
"""

from unreports.annotation.organisations.gazetteer import Gazetteer, load_gazetteer
from unreports.annotation.organisations.recognition import Mention, find_organisations
from unreports.annotation.organisations.unknown import UnknownOrganisation, unknown_organisations

__all__ = [
    "Gazetteer",
    "Mention",
    "UnknownOrganisation",
    "find_organisations",
    "load_gazetteer",
    "unknown_organisations",
]
