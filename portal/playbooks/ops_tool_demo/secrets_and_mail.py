"""OPS-3: credentials where they belong, and mail that receivers believe."""

from portal.playbooks.playbook import (
    BY_CHECKS,
    BY_CHECKS_AND_PERSON,
    Deliverable,
    FailureSignal,
    Hours,
    PlaybookItem,
    PlaybookStage,
)

SECRETS_AND_MAIL = PlaybookStage(
    id="OPS-3",
    number=3,
    title="Secrets and mail",
    goal="Remove the risks that are cheap to avoid before real data arrives.",
    for_client="Keys are safe and mail arrives",
    window=Hours(12, 20),
    items=(
        PlaybookItem(
            line="OPS-3.1",
            title="Keys in a managed store",
            for_client="Passwords and keys are kept in a safe place",
            settled=BY_CHECKS_AND_PERSON,
            proven_by=("secret-history", "bundle-secrets", "exposed-files"),
            reason="The checks prove that no key lies in the open; a person shows where each one lives instead.",
            why="A key outside the code can be replaced in a minute and is seen by those who need it.",
            what_to_do=(
                "Move each key and database password to the host's variables or a vault. List names and places, "
                "never values."
            ),
        ),
        PlaybookItem(
            line="OPS-3.2",
            title="Leaked secrets rotated",
            for_client="Exposed passwords and keys were replaced",
            settled=BY_CHECKS_AND_PERSON,
            proven_by=("secret-history",),
            reason=(
                "History keeps the old value; only a person with the provider's console can show that it was revoked."
            ),
            why="Deleting a key from the code does not stop anybody who copied it before.",
            what_to_do=(
                "Issue a new key, deploy it, revoke the old one. Then accept the finding with the day of revocation "
                "as the reason."
            ),
        ),
        PlaybookItem(
            line="OPS-3.3",
            title="SPF, DKIM and DMARC right",
            for_client="Your mail proves who sent it",
            settled=BY_CHECKS,
            proven_by=("spf", "dkim", "dmarc-policy"),
            why="Without all three, receivers file your mail as spam and strangers can write in your name.",
            what_to_do=(
                "Declare each sending domain with its DKIM selectors. Publish the records the findings give, and "
                "run again."
            ),
        ),
        PlaybookItem(
            line="OPS-3.4",
            title="Reset mail is trusted",
            for_client="Password and alert mails come from you alone",
            settled=BY_CHECKS,
            proven_by=(
                "received-message",
                "message-leads",
                "spf",
                "dmarc-policy",
                "reverse-dns",
                "mail-encryption",
                "mta-sts",
                "tls-reporting",
                "bimi",
            ),
            why="A reset mail that lands in spam locks people out on the first day.",
            what_to_do=(
                "Trigger one password reset and one alert, and upload both under Received messages. Mend what the "
                "findings name, and send again."
            ),
        ),
    ),
    deliverable=Deliverable(
        line="OPS-3.D",
        title="Secrets inventory",
        document="secrets-inventory",
        holds=(
            "Every secret with place, owner and how to replace it, never its value, and the email-authentication "
            "checklist."
        ),
    ),
    failure_signal=FailureSignal(
        line="OPS-3.F",
        title="Credential in the open",
        sentence=(
            "A working credential sits in the code, in the deployment's configuration or in what the browser downloads."
        ),
        settled=BY_CHECKS_AND_PERSON,
        proven_by=("secret-history", "bundle-secrets", "exposed-files"),
        reason="The checks read history, public files and scripts; a person reads the deployment's configuration.",
        absent_when=(
            "The three checks pass or their finds are revoked, and a person found none in the deployment's "
            "configuration."
        ),
    ),
)
