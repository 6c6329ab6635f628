"""Pack what a statement's row keeps as JSON: a quarter of its bytes.

Such JSON is short and always alike, so it is compressed against a dictionary of what is usual in it. The dictionary is
part of the format: packed bytes name it by its checksum, and a changed one would need a second one beside it.
"""

from __future__ import annotations

import zlib

_LEVEL = 6
_USUAL = (
    b'"instruments":[{"id":"","name":"Criminal Code","kind":"treaty","kind":"agreement","kind":"resolution","kind":'
    b'"law","kind":"bill","kind":"code","kind":"body","kind":"dialogue","kind":"index","spans":[[],"date":{"start":"20'
    b'-01-01","end":"20-12-31","precision":"year","basis":"stated"}}],"figures":[{"span":[],"value":.0,"high":null,'
    b'"unit":"percent","unit":"rank","unit":"people","measures":"","year":20,"comparison":""}],"exceptions":[[,'
    b'"limited":[[,"made_by":""}'
    b'"reasons":{"rights.expression":"meaning: ","rights.assembly":"","rights.association":"","rights.religion":"",'
    b'"rights.life":"death penalty","rights.torture":"","rights.liberty":"detention","rights.justice":"court",'
    b'"rights.participation":"elections","rights.women":"","rights.trafficking":"","rights.children":"",'
    b'"rights.labour":"","rights.equality":"","rights.information":"","rights.social":"","rights.migration":"",'
    b'"rights.institutions":"","rights.general":"human rights","act":"said","act":"called on","act":"meaning: law, ",'
    b'"act":"no sign of another act","stance":"no sign of a stance","stance":"meaning: rights, ","stance":"refusal",'
    b'"hedged":"may","hedged":"no word of doubt","country":"named in the content","country":"the document\'s main '
    b'country","target":"the country","time":"the tense"}'
    b'"confidence":{"cue":0.99,"content":0.98,"content_overlap":0.9,"statement":0.8,"act":0.95,"stance":0.7,"hedged":'
    b'0.05,"rights.expression":0.1,"rights.assembly":0.0,"rights.association":0.2,"rights.religion":0.9,"rights.life":'
    b'0.3,"rights.torture":0.4,"rights.liberty":0.5,"rights.justice":0.6,"rights.participation":0.7,"rights.women":0.8,'
    b'"rights.trafficking":0.9,"rights.children":1.0,"rights.labour":0.0,"rights.equality":0.0,"rights.information":'
    b'0.0,"rights.social":0.0,"rights.migration":0.0,"rights.institutions":0.0,"rights.general":0.0,"act.pledge":0.0,'
    b'"act.measure-adopted":0.0,"act.measure-proposed":0.0,"act.demand":0.0,"act.event":0.0,"act.figure":0.0,'
    b'"act.commitment":0.0,"act.other":0.0,"act.assessment":0.8,"stance.mixed":0.0,"stance.progress":0.1,'
    b'"stance.regress":0.9,"stance.neutral":0.0},'
    b'"rights":["expression","assembly","association","religion","life","torture","liberty","justice","participation",'
    b'"women","trafficking","children","labour","equality","information","social","migration","institutions","general"]'
    b',"precision":"day","precision":"month","precision":"interval","precision":"year","basis":"stated","basis":'
    b'"inferred","precision":"unknown","basis":"unknown","confidence":{'
    b'{"content":[[1],[2]],"mode":"mixed","content":[[],"mode":"direct","source":[[]],"cue":[[]],"within":"",'
    b'"speakers":[],"rights":["{"content":[[1,"mode":"indirect","source":[[],"cue":[[],"speakers":[1'
)


def pack(text: str) -> bytes:
    """Return *text* compressed."""
    packer = zlib.compressobj(_LEVEL, zdict=_USUAL)
    return packer.compress(text.encode()) + packer.flush()


def unpack(data: bytes) -> bytes:
    """Return what was packed, as UTF-8.

    Raises:
        zlib.error: it cannot be decompressed any more.
    """
    opener = zlib.decompressobj(zdict=_USUAL)
    return opener.decompress(data) + opener.flush()
