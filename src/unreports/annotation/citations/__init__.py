"""Citations of United Nations documents and resolutions, as normalised symbols."""

from unreports.annotation.citations.recognition import Citation, find_citations

__all__ = ["Citation", "find_citations"]
