"""Pages of the handover, one module an audience or idea."""

from handover.views.client import client_documents, decide, download_version
from handover.views.inventory import add_secret, edit_secret, record_rehearsal, remove_secret, supply
from handover.views.pages import handover
from handover.views.versions import publish_version, version, version_file, version_progress, write_version

__all__ = [
    "add_secret",
    "client_documents",
    "decide",
    "download_version",
    "edit_secret",
    "handover",
    "publish_version",
    "record_rehearsal",
    "remove_secret",
    "supply",
    "version",
    "version_file",
    "version_progress",
    "write_version",
]
