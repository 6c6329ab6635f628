"""What can be counted of each outlet and speaker: camps, disclosures, reuse, siding with the government."""

from __future__ import annotations

from onrecord.dossier import Dossier, StatementFilter
from onrecord.dossier.findings import FindingFilter, findings
from onrecord.records import Source
from onrecord.threads.findings_sources import find_sources


def sources(dossier: Dossier, country: str) -> list[Source]:
    """Return the outlets and named speakers of statements about a country, that with most statements first.

    Args:
        dossier: where from; open for reading is enough.
        country: its code.
    """
    with dossier.snapshot():
        said = list(dossier.statements(StatementFilter(country=country)))
        documents = {key: dossier.document(key) for key in dict.fromkeys(one.document for one in said)}
        return find_sources(said, documents, findings(dossier, FindingFilter(country=country)), country)


def countries_spoken_of(dossier: Dossier) -> list[str]:
    """Return the codes of the countries that statements are about, in their order."""
    sql = "SELECT DISTINCT country FROM statements WHERE country IS NOT NULL ORDER BY country"
    return [code for (code,) in dossier.connection.execute(sql)]
