"""Countries, regions and cities named in text, by ISO 3166-1 and UN M49 codes."""

from unreports.annotation.places.recognition import PlaceMention, find_places

__all__ = ["PlaceMention", "find_places"]
