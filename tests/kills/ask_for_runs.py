"""Asks for many audit runs at once, each of an engagement of its own: `manage.py shell` reads this."""

import os

from audits.actions import request_audit
from portal.database.tenant import tenant
from portal.demo.places import DOMAIN, NOTIFY
from portal.demo.seeding import demo_engagement
from portal.estate.actions import add_mail_domain
from portal.sprint.actions import create_engagement
from portal.sprint.models import Engagement

consultancy_id, engagement_id, owner = demo_engagement()
with tenant(consultancy_id, owner.pk):
    client = Engagement.objects.get(pk=engagement_id).client
    for number in range(int(os.environ["RUNS"])):
        engagement = create_engagement(
            client=client, name=f"App {number}", playbook_id="ops", time_zone="UTC", acting_user=owner
        )
        for name in (DOMAIN, NOTIFY):
            add_mail_domain(engagement=engagement, name=name, acting_user=owner)
        request_audit(engagement=engagement, stage_number=3, acting_user=owner)
