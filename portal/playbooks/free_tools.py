"""The small public tools a consultancy offers before anybody has paid."""

from __future__ import annotations

from portal.playbooks.playbook import FreeTool

FREE_TOOLS = (
    FreeTool(
        line="FREE.1",
        title="What would it cost?",
        purpose="Estimates a sprint and the monthly bill after it from a handful of answers.",
        leads_to="The estimate becomes the first page of an engagement.",
    ),
    FreeTool(
        line="FREE.2",
        title="How risky is this app?",
        purpose="Scores what an app handles and who depends on it, and says what weighs most.",
        leads_to="The heaviest answers become the first risks of an engagement.",
    ),
    FreeTool(
        line="FREE.3",
        title="Is it ready to launch?",
        purpose="Looks at one domain as any visitor could and shows what stands in the way. Limited per visitor.",
        leads_to="The domain and its findings open a new engagement.",
    ),
    FreeTool(
        line="FREE.4",
        title="Which sprint fits?",
        purpose="Tells from four questions whether the internal tool or the AI startup playbook fits, or neither.",
        leads_to="The chosen playbook is set on a new engagement.",
    ),
    FreeTool(
        line="FREE.5",
        title="Book a first call",
        purpose="Takes a name, a way to answer and what hurts, and promises when somebody calls back.",
        leads_to="The message becomes a lead that can be turned into a client.",
    ),
)
