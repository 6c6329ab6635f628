"""What can go wrong, as one tree.

    OnrecordError
    ├── Refusal                 one input is not taken in; the rest of the batch goes on
    │   ├── EmptyInput          nothing in it
    │   ├── Unsupported         a kind of file that onrecord does not read
    │   ├── Broken              the file is damaged or not what its name says
    │   ├── Encrypted           a password is needed
    │   ├── NoText              a scan or picture without a text layer
    │   ├── ErrorPage           a web server's error page saved as a document
    │   ├── TooLarge            over the size limit
    │   └── NotFetched          a path or an address that could not be read
    ├── DossierError            the dossier file cannot be used as asked
    │   ├── NotADossier         another kind of file
    │   ├── NewerDossier        written by a later version
    │   └── NotWritable         read-only file or folder, disk full
    ├── IntegrityError          stored words no longer are what was stored
    ├── Interrupted             the user stopped the work; what was done stands
    ├── SettingsError           an option or a declared value is wrong
    └── ModelError              a shipped model file is missing or damaged

Every error says what happened, where, and what to do.
"""

from __future__ import annotations


class OnrecordError(Exception):
    """Base of all errors that onrecord raises on purpose.

    Args:
        what: one sentence on what happened.
        where: the file, page or record at fault.
        do: what the user can do about it.
    """

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        super().__init__(what)
        self.what, self.where, self.do = what, where, do

    def __str__(self) -> str:
        parts = [self.what]
        if self.where:
            parts.append(f"  where: {self.where}")
        if self.do:
            parts.append(f"  do:    {self.do}")
        return "\n".join(parts)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.what, self.where, self.do))


def _rebuild(kind: type[OnrecordError], what: str, where: str, do: str) -> OnrecordError:
    return kind(what, where=where, do=do)


class Refusal(OnrecordError):
    """One input is refused; `reason` is the stable code that intake reports count by."""

    reason = "refused"


class EmptyInput(Refusal):
    """The input holds no bytes, or no letters."""

    reason = "empty"


class Unsupported(Refusal):
    """The input is of a kind that onrecord does not read."""

    reason = "unsupported"


class Broken(Refusal):
    """The input is damaged, or is not what its name says."""

    reason = "broken"


class Encrypted(Refusal):
    """The input cannot be opened without a password."""

    reason = "encrypted"


class NoText(Refusal):
    """The input is a scan or a picture without a text layer."""

    reason = "no-text"


class ErrorPage(Refusal):
    """The input is an error page of a web server, not a document."""

    reason = "error-page"


class TooLarge(Refusal):
    """The input is over the size limit."""

    reason = "too-large"


class NotFetched(Refusal):
    """A path or an address could not be read."""

    reason = "not-fetched"


class DossierError(OnrecordError):
    """The dossier file cannot be used as asked."""


class NotADossier(DossierError):
    """The file is not an onrecord dossier."""


class NewerDossier(DossierError):
    """The dossier was written by a later version of onrecord."""


class NotWritable(DossierError):
    """The dossier or its folder cannot be written."""


class IntegrityError(OnrecordError):
    """Stored words no longer are what was stored."""


class Interrupted(OnrecordError):
    """The user stopped the work; what was done stands."""


class SettingsError(OnrecordError):
    """An option or a declared value is wrong."""


class ModelError(OnrecordError):
    """A shipped model file is missing or damaged."""
