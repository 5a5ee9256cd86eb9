"""The addresses of this room."""

from django.urls import path

from portal.board.views import (
    board,
    clock,
    control,
    credential,
    engagements,
    estate,
    evidence,
    intake,
    item,
    item_acts,
    maps,
    minimum_bar,
    new,
    ranks,
    scope,
    settings,
    stage,
)
from portal.tenancy.audience import Audience, declare

ENGAGEMENT = "engagements/<uuid:engagement>"
STAGE = f"{ENGAGEMENT}/stages/<int:stage>"
ITEM = f"{ENGAGEMENT}/items/<uuid:item>"
ROW = f"{ENGAGEMENT}/estate/<str:estate_kind>/<int:estate_row>"

entry = [
    path("", engagements.engagements, name="engagements"),
    path("engagements/new/", new.new_engagement, name="new_engagement"),
    path("ranks/", ranks.ranks, name="ranks"),
    path(f"{ENGAGEMENT}/estate/", estate.estate, name="estate"),
    path(f"{ENGAGEMENT}/estate/path/", maps.request_path, name="request_path"),
    path(f"{ENGAGEMENT}/estate/routing/", maps.routing_map, name="routing_map"),
    path(f"{ENGAGEMENT}/estate/look/", new.discover_estate, name="discover_estate"),
    path(f"{ENGAGEMENT}/estate/confirm/", new.confirm_estate, name="confirm_estate"),
    path(f"{ENGAGEMENT}/estate/add/<str:estate_kind>/", estate.add_to_estate, name="add_to_estate"),
    path(f"{ROW}/", estate.edit_estate_row, name="edit_estate_row"),
    path(f"{ROW}/retire/", estate.retire_estate_row, name="retire_estate_row"),
    path(f"{ROW}/restore/", estate.restore_estate_row, name="restore_estate_row"),
    path(f"{ENGAGEMENT}/estate/cloudflare/", credential.cloudflare_token, name="cloudflare_token"),
    path(f"{ENGAGEMENT}/estate/cloudflare/remove/", credential.remove_cloudflare_token, name="remove_cloudflare_token"),
    path(f"{ENGAGEMENT}/estate/control/", control.prove_control, name="prove_control"),
    path(f"{ENGAGEMENT}/estate/control/state/", control.control_state, name="control_state"),
    path(f"{ENGAGEMENT}/estate/control/<int:control>/look/", control.look_for_proof, name="look_for_proof"),
    path(f"{ENGAGEMENT}/intake/", intake.intake, name="intake"),
    path(f"{ENGAGEMENT}/intake/<str:access>/", intake.note_access, name="note_access"),
    path(f"{ENGAGEMENT}/minimum-bar/", minimum_bar.minimum_bar, name="minimum_bar"),
]
owner = [
    path("settings/", settings.settings, name="settings"),
    path("ranks/change/", ranks.override_rank, name="override_rank"),
    path("ranks/<int:rank_override>/drop/", ranks.drop_rank_override, name="drop_rank_override"),
]

sprint = [
    path(f"{ENGAGEMENT}/", board.board, name="board"),
    path(f"{ENGAGEMENT}/clock/", clock.clock_log, name="clock_log"),
    path(f"{ENGAGEMENT}/clock/start/", clock.start_sprint, name="start_sprint"),
    path(f"{ENGAGEMENT}/clock/pause/", clock.pause_sprint, name="pause_sprint"),
    path(f"{ENGAGEMENT}/clock/resume/", clock.resume_sprint, name="resume_sprint"),
    path(f"{ENGAGEMENT}/clock/finish/", clock.finish_sprint, name="finish_sprint"),
    path(f"{ENGAGEMENT}/parked/", scope.park_request, name="park_request"),
    path(f"{STAGE}/gate/open/", stage.open_gate, name="open_gate"),
    path(f"{STAGE}/gate/shut/", stage.shut_gate, name="shut_gate"),
    path(f"{STAGE}/signal/", stage.judge_signal, name="judge_signal"),
    path(f"{STAGE}/items/add/", stage.add_item, name="add_item"),
    path(f"{ITEM}/", item.item, name="item"),
    path(f"{ITEM}/move/", item_acts.move_item, name="move_item"),
    path(f"{ITEM}/order/", item_acts.order_item, name="order_item"),
    path(f"{ITEM}/assign/", item_acts.assign_item, name="assign_item"),
    path(f"{ITEM}/ask/", item_acts.ask_client, name="ask_client"),
    path(f"{ITEM}/comments/", item_acts.comment_item, name="comment_item"),
    path(f"{ITEM}/evidence/", evidence.leave_evidence, name="leave_evidence"),
    path(f"{ITEM}/evidence/<int:evidence>/file/", evidence.evidence_file, name="evidence_file"),
    path(f"{ITEM}/evidence/<int:evidence>/withdraw/", evidence.withdraw_evidence, name="withdraw_evidence"),
    path(f"{ITEM}/waivers/", item_acts.grant_waiver, name="grant_waiver"),
    path(f"{ITEM}/waivers/<int:waiver>/withdraw/", evidence.withdraw_waiver, name="withdraw_waiver"),
]

urlpatterns = [*entry, *sprint, *owner]

declare({route.name or "": Audience.MEMBER for route in (*entry, *sprint)})
declare({route.name or "": Audience.OWNER for route in owner})
