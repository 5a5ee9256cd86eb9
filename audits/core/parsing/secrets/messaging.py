"""Tokens of chat, mail and telephony providers."""

from audits.core.parsing.secrets.fixed import fixed
from audits.core.parsing.secrets.kind import SecretKind

SLACK_TOKEN = SecretKind(
    "slack-token",
    "Slack token",
    "Revoke it at api.slack.com → Your apps → the app → OAuth & Permissions → Revoke tokens, then reinstall the app.",
)
SLACK_WEBHOOK = SecretKind(
    "slack-webhook",
    "Slack incoming webhook",
    "Remove it at api.slack.com → Your apps → the app → Incoming Webhooks, then add a new one.",
)
DISCORD_WEBHOOK = SecretKind(
    "discord-webhook",
    "Discord webhook",
    "Delete it at the channel's settings → Integrations → Webhooks, then make a new one.",
)
DISCORD_BOT = SecretKind(
    "discord-bot-token",
    "Discord bot token",
    "Reset it at discord.com/developers → Applications → the app → Bot → Reset Token.",
)
TELEGRAM = SecretKind("telegram-bot-token", "Telegram bot token", "Send /revoke to @BotFather and choose the bot.")
SENDGRID = SecretKind(
    "sendgrid-key",
    "SendGrid API key",
    "Delete it at app.sendgrid.com → Settings → API Keys, then make one that only sends.",
)
RESEND = SecretKind(
    "resend-key", "Resend API key", "Delete it at resend.com → API Keys, then make one that only sends."
)
MAILGUN = SecretKind(
    "mailgun-key", "Mailgun API key", "Delete it at app.mailgun.com → API security, then make a sending key."
)
MAILCHIMP = SecretKind(
    "mailchimp-key", "Mailchimp API key", "Revoke it at mailchimp.com → Profile → Extras → API keys."
)
BREVO = SecretKind("brevo-key", "Brevo API key", "Delete it at app.brevo.com → SMTP & API → API keys.")
LINEAR = SecretKind(
    "linear-key", "Linear API key", "Revoke it at linear.app → Settings → Security & access → API keys."
)
NOTION = SecretKind(
    "notion-token", "Notion integration secret", "Refresh it at notion.so/my-integrations → the integration → Secrets."
)
AIRTABLE = SecretKind(
    "airtable-token",
    "Airtable access token",
    "Delete it at airtable.com/create/tokens, then make one for a single base.",
)

RULES = (
    fixed(
        SLACK_TOKEN,
        r"(?:xox[abeoprs](?:\.xox[bp])?-(?P<body>(?:\d{1,2}-)?[A-Za-z0-9\-]{20,250}))",
        "xoxa-",
        "xoxb-",
        "xoxe-",
        "xoxe.",
        "xoxo-",
        "xoxp-",
        "xoxr-",
        "xoxs-",
    ),
    fixed(SLACK_TOKEN, r"xapp-\d-[A-Z0-9]{8,14}-\d{8,16}-(?P<body>[a-z0-9]{32,80})", "xapp-"),
    fixed(
        SLACK_WEBHOOK,
        r"https://hooks\.slack\.com/(?:services/T[A-Z0-9]{7,12}/B[A-Z0-9]{7,12}|workflows/T\w{7,12}/A\w{7,12}/\d{15,19})/"
        r"(?P<body>[A-Za-z0-9]{20,26})",
        "https://hooks.slack.com/",
    ),
    fixed(
        DISCORD_WEBHOOK,
        r"https://(?:\w{3,8}\.)?discord(?:app)?\.com/api/(?:v\d{1,2}/)?webhooks/\d{16,20}/(?P<body>[A-Za-z0-9_\-]{60,80})",
        "https://discord",
        "https://ptb.discord",
        "https://canary.discord",
    ),
    fixed(
        DISCORD_BOT,
        r"(?P<body>[MNO][A-Za-z0-9_\-]{23,27}\.[A-Za-z0-9_\-]{6}\.[A-Za-z0-9_\-]{27,38})",
        "discord",
        "DISCORD",
        "Discord",
        "BOT_TOKEN",
        "botToken",
        leading=False,
    ),
    fixed(TELEGRAM, r"\d{8,10}:(?P<body>AA[A-Za-z0-9_\-]{33})", ":AA", leading=False),
    fixed(SENDGRID, r"SG\.(?P<body>[A-Za-z0-9_\-]{22}\.[A-Za-z0-9_\-]{43})", "SG."),
    fixed(RESEND, r"re_(?P<body>[A-Za-z0-9]{8}_[A-Za-z0-9]{22,30})", "re_"),
    fixed(MAILGUN, r"key-(?P<body>[0-9a-f]{32})", "key-"),
    fixed(MAILGUN, r"(?P<body>[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8})", "mailgun", "MAILGUN", "Mailgun", leading=False),
    fixed(
        MAILCHIMP,
        r"(?P<body>[0-9a-f]{32})-us\d{1,2}",
        "-us1",
        "-us2",
        "-us3",
        "-us4",
        "-us5",
        "-us6",
        "-us7",
        "-us8",
        "-us9",
        leading=False,
    ),
    fixed(BREVO, r"xkeysib-(?P<body>[0-9a-f]{64}-[A-Za-z0-9]{16})", "xkeysib-"),
    fixed(LINEAR, r"lin_(?:api|oauth)_(?P<body>[A-Za-z0-9]{40,64})", "lin_"),
    fixed(NOTION, r"(?:ntn_(?P<body>[A-Za-z0-9]{40,60}))", "ntn_"),
    fixed(AIRTABLE, r"pat(?P<body>[A-Za-z0-9]{14}\.[0-9a-f]{64})", "pat"),
)
