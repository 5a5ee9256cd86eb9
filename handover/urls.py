"""The addresses of a handover: members write and publish, the client reads, keeps and decides."""

from django.urls import path

from handover import views
from portal.tenancy.audience import Audience, declare

HANDOVER = "engagements/<uuid:engagement>/handover/"
VERSION = "engagements/<uuid:engagement>/documents/<uuid:version>/"
CLIENT = "client/<uuid:engagement>/documents/"

urlpatterns = [
    path(HANDOVER, views.handover, name="handover"),
    path(f"{HANDOVER}answers/<slug:need>/", views.supply, name="supply"),
    path(f"{HANDOVER}secrets/add/", views.add_secret, name="add_secret"),
    path(f"{HANDOVER}secrets/<uuid:secret>/", views.edit_secret, name="edit_secret"),
    path(f"{HANDOVER}secrets/<uuid:secret>/remove/", views.remove_secret, name="remove_secret"),
    path(f"{HANDOVER}rehearsals/add/", views.record_rehearsal, name="record_rehearsal"),
    path("engagements/<uuid:engagement>/documents/write/", views.write_version, name="write_version"),
    path(VERSION, views.version, name="version"),
    path(f"{VERSION}progress/", views.version_progress, name="version_progress"),
    path(f"{VERSION}file/", views.version_file, name="version_file"),
    path(f"{VERSION}publish/", views.publish_version, name="publish_version"),
    path(CLIENT, views.client_documents, name="client_documents"),
    path(f"{CLIENT}<uuid:version>/", views.download_version, name="download_version"),
    path(f"{CLIENT}<uuid:version>/decide/", views.decide, name="decide_version"),
]

declare(
    {
        "handover": Audience.MEMBER,
        "supply": Audience.MEMBER,
        "add_secret": Audience.MEMBER,
        "edit_secret": Audience.MEMBER,
        "remove_secret": Audience.MEMBER,
        "record_rehearsal": Audience.MEMBER,
        "write_version": Audience.MEMBER,
        "version": Audience.MEMBER,
        "version_progress": Audience.MEMBER,
        "version_file": Audience.MEMBER,
        "publish_version": Audience.MEMBER,
        "client_documents": Audience.CLIENT_USER,
        "download_version": Audience.CLIENT_USER,
        "decide_version": Audience.APPROVER,
    }
)
