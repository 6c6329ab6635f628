"""Invented statements and commitments on Exempla, for the tests of this room."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.commitments.evidence import Told
from onrecord.records import Commitment, Speaker, Statement, When

GOVERNMENT = Speaker(name="Ilse Maru", role="minister", camp="government", named=True)
NGO = Speaker(name="Exempla Watch", camp="NGO", named=True, collective=True)
PRESS = Speaker(name="The Quayside Review", camp="media", named=True, collective=True)


def day(date: str) -> When:
    """A day as a text states it."""
    return When(start=date, end=date, precision="day", basis="stated")


def told(quote: str, published: str | None = None, **fields: Any) -> Told:
    """A statement on Exempla in a document of that day; its id depends on its words and its day."""
    when = fields.pop("time", None)
    statement = Statement(
        id=f"s-{quote[:30]}-{published}",
        document=fields.pop("document", f"d-{published}-{fields.get('speakers')}"),
        voice="attributed" if fields.get("speakers") else "author",
        content=((0, len(quote)),),
        quote=quote,
        country="XEX",
        target="XEX",
        time=day(when) if when else When(),
        **fields,
    )
    return Told(statement=statement, published=day(published) if published else When())


def asked(text: str, made: str | None = "2020-01-15", **fields: Any) -> Commitment:
    """A recommendation to Exempla."""
    return Commitment(
        id=f"c-{text}", kind=fields.pop("kind", "recommendation"), by="XEX", text=text, made=made, **fields
    )


def same_meaning(count: int) -> NDArray[np.float32]:
    """Vectors of one meaning: what then parts texts are their words."""
    one = np.zeros((count, 384), np.float32)
    one[:, 0] = 1.0
    return one
