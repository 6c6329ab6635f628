"""Documents: bytes in; a hashed, frozen text with its title, publisher, date, boilerplate and disclosures out."""

from onrecord.documents.reading import Taken, read

__all__ = ["Taken", "read"]
