"""What the tests of the room share: bytes to a blob, a blob to a document."""

from collections.abc import Callable

import pytest

from onrecord.documents import Taken, read
from onrecord.records import Blob, Sighting
from onrecord.reference.countries import Gazetteer

Take = Callable[..., Taken]
GAZETTEER = Gazetteer()


@pytest.fixture(scope="session")
def take() -> Take:
    def _take(data: str | bytes, name: str = "a.txt", media_type: str | None = None) -> Taken:
        raw = data.encode() if isinstance(data, str) else data
        return read(Blob(data=raw, name=name, media_type=media_type, sighting=Sighting(where=name)), GAZETTEER)

    return _take
