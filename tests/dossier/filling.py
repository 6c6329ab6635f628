"""A dossier filled with documents and statements that are written down in a test."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from onrecord.briefs import Material
from onrecord.dossier import Dossier
from onrecord.records import Blob, DeclaredCountry, sha256_hex


def fill(path: Path, material: Material) -> Path:
    """Make a dossier of the documents of *material* and what is said in them, as the machine read it."""
    with Dossier.open(path, create=True) as opened:
        opened.declare_country(DeclaredCountry(code=material.country, name=material.country_name))
        for document in material.documents:
            said = [
                replace(s, review="machine", exceptions=()) for s in material.statements if s.document == document.id
            ]
            data = b"original of " + document.text.encode()
            assert sha256_hex(data) == document.sha256
            blob = Blob(data=data, name=document.sightings[0].where, sighting=document.sightings[0])
            opened.keep(blob, document, said, np.full((len(said), 384), 0.05, np.float32), reader="statements 0.1.0")
    return path
