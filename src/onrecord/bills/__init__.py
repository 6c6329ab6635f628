"""Bills: versions in provisions, followed from one to the next with what people are concerned about."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.bills.following import Draft, Followed
    from onrecord.records import Concern


def follow(drafts: Sequence[Draft], concerns: Sequence[Concern] = ()) -> Followed:
    """Follow bills from version to version; see `onrecord.bills.following.follow`."""
    from onrecord.bills import following  # numpy is imported when there is something to follow

    return following.follow(drafts, concerns)


__all__ = ["follow"]
