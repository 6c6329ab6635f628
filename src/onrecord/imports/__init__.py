"""Imports: files of other programs in; plain rows out, each with the line that it stands on, or why it is refused."""

from onrecord.imports.recognising import DOCUMENTS, FORMATS, STATEMENTS, read, recognise, tables_in

__all__ = ["DOCUMENTS", "FORMATS", "STATEMENTS", "read", "recognise", "tables_in"]
