"""Starts the active checks of the demo's engagement, as a click does: `manage.py shell` reads this."""

from audits.actions import request_active_audit
from portal.database.tenant import tenant
from portal.demo.seeding import demo_engagement
from portal.sprint.models import Engagement

consultancy_id, engagement_id, owner = demo_engagement()
with tenant(consultancy_id, owner.pk):
    engagement = Engagement.objects.get(pk=engagement_id)
    request_active_audit(engagement=engagement, check_ids=["login-rate-limit"], acting_user=owner)
