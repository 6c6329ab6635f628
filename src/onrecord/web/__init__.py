"""The workbench: pages over one dossier, served to this machine alone."""

from onrecord.web.app import make_app

__all__ = ["make_app"]
