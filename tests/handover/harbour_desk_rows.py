"""The rows behind the example of a finished sprint: stages, hosts, records, answers, secrets, risks."""

MADE_AT = "2026-11-18T08:02:00+00:00"
STAGES = (
    ("Audit", 0, 4, 0.0, 3.6, "risk-list", "Risk list"),
    ("Entry point", 4, 12, 3.6, 11.8, "routing-map", "Routing map"),
    ("Secrets and mail", 12, 20, 11.8, 21.0, "secrets-inventory", "Secrets inventory"),
    ("Performance", 20, 30, 21.0, 32.2, "performance-patches", "Performance patch list"),
    ("Monitoring", 30, 36, 32.2, 37.0, "monitoring-sheet", "Monitoring sheet"),
    ("Load", 36, 42, 37.0, 42.2, "load-report", "Load report"),
    ("Handover", 42, 48, 42.2, 47.37, "recovery-guide", "Recovery guide"),
)
ITEMS = (
    "Own subdomain",
    "Keys in a managed store",
    "Mail is authenticated",
    "Alerts reach people",
    "Deploy and rollback written",
)
HOSTS = (
    ("harbourdesk.example", "Root, leads to www", "Tom Berger", ("203.0.113.10",), ""),
    ("www.harbourdesk.example", "Product page", "Tom Berger", (), "harbour-desk.fly.example"),
    ("app.harbourdesk.example", "App and log-in", "Tom Berger", (), "harbour-desk.fly.example"),
    ("api.harbourdesk.example", "API", "Tom Berger", (), "harbour-desk.fly.example"),
    ("admin.harbourdesk.example", "Admin", "Tom Berger", (), "harbour-desk.fly.example"),
    ("docs.harbourdesk.example", "Help pages", "", (), "pages.docs.example"),
    ("status.harbourdesk.example", "Status page", "Maya Lindqvist", (), "launch.northmark.example"),
)
RECORDS = (
    ("harbourdesk.example", "A", "203.0.113.10", "Leads to the edge"),
    ("www.harbourdesk.example", "CNAME", "harbour-desk.fly.example", "Product page"),
    ("harbourdesk.example", "NS", "ada.ns.cloudflare.example", "Answers for the zone"),
    ("harbourdesk.example", "MX", "10 mx1.post.example", "Receives replies"),
    ("harbourdesk.example", "TXT", "v=spf1 include:post.example -all", "Who may send"),
    ("s1._domainkey.harbourdesk.example", "CNAME", "s1.dk.post.example", "Signs mail, key 1"),
    (
        "s2._domainkey.harbourdesk.example",
        "TXT",
        (
            "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYtIxN2SnFC"
            "jxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMm"
        ),
        "Signs mail, key 2",
    ),
    ("_dmarc.harbourdesk.example", "TXT", "v=DMARC1; p=none; rua=mailto:dmarc@harbourdesk.example", "Reports on mail"),
)
ENDPOINTS = (
    ("https://harbourdesk.example/", "home", "Home page", 200, 0.21, 0.44),
    ("https://app.harbourdesk.example/login", "login", "Log-in", 200, 0.31, 0.62),
    ("https://api.harbourdesk.example/health", "api", "API health", 200, 0.09, 0.14),
    ("https://api.harbourdesk.example/v1/lanes", "critical", "Critical workflow", 401, 0.38, 1.8),
    ("https://admin.harbourdesk.example/", "admin", "Admin", 403, None, None),
)
STRETCHES = (
    (
        "The browser asks DNS for app.harbourdesk.example.",
        (
            "It is told 203.0.113.10, through the alias harbour-desk.fly.example, and keeps that for 5 minutes. "
            "ada.ns.cloudflare.example and bob.ns.cloudflare.example answer for harbourdesk.example."
        ),
        "known",
    ),
    ("Cloudflare takes the request at 203.0.113.10.", "Told by its published addresses.", "known"),
    ("TLS 1.3 protects it, under a certificate by R11.", "The certificate ends on 14 Feb 2027.", "known"),
    ("No redirect stands on the way.", "https://app.harbourdesk.example/login is where the page is.", "known"),
    ("Where production runs is not known.", "No origin is declared, and none shows from outside.", "unknown"),
    ("Production answers with 200.", "Half of 20 requests took 310 ms, 95 % at most 620 ms.", "known"),
)
SUPPLIED = {
    "first-contact": "Tom Berger +44 20 7946 0112",
    "second-contact": "Maya Lindqvist +44 20 7946 0187",
    "support-channel": "#dispatch-ops",
    "hosting": "Fly, app harbour-desk, log-in “tideline-ops” in the company vault",
    "status-command": "flyctl status --app harbour-desk\nweb  started  fra  2 total, 2 passing",
    "logs-command": "flyctl logs --app harbour-desk --no-tail\nlines without “error”",
    "restart-command": "flyctl apps restart harbour-desk\nRestarting machine 148ed …  restarted",
    "deploy-command": "./ops/release --to production\nrelease v119 is live, 2 of 2 passing",
    "rollback-command": "./ops/rollback --to previous\nrelease v118 is live, 2 of 2 passing",
    "maintenance-on": "./ops/maintenance on\nmaintenance: on",
    "maintenance-off": "./ops/maintenance off\nmaintenance: off",
    "backup-place": "Fly volume snapshots, nightly, kept for 14 days",
    "restore-command": "./ops/restore --from latest --into staging\nrestored 41 tables",
    "registrar": "Nameyard, owner Tideline Freight Ltd, log-in Maya Lindqvist",
    "domain-renewal": "2 Mar 2027, automatic, company card",
    "dns-login": "Cloudflare, zone of Tideline Freight, log-in Tom Berger",
    "certificate-renewal": "Cloudflare renews them; seen under SSL, Edge certificates",
    "mail-provider": "Post, account of Tideline Freight, log-in Maya Lindqvist",
    "secret-command": "flyctl secrets set NAME=- --app harbour-desk\nrelease v120 is live",
    "vendors": "Model provider: Tom Berger. Carrier rates: Maya Lindqvist.",
}
SECRETS = (
    (
        "DATABASE_URL",
        "Main database",
        "web, worker",
        "2026-11-16",
        "New password in Fly Postgres; set; restart; drop the old role.",
    ),
    ("MODEL_API_KEY", "Assistant", "worker", "2026-11-17", ""),
    ("SESSION_KEY", "Signs log-ins", "web", "2026-11-16", "Set a new one; everybody logs in once."),
    ("MAIL_TOKEN", "Reset and alert mail", "worker", "2026-11-16", ""),
    ("CARRIER_TOKEN", "Carrier rates", "worker", None, ""),
    ("CUSTOMS_HOOK_KEY", "Checks customs calls", "web", "2026-11-17", ""),
    ("DEPLOY_TOKEN", "CI deploys", "CI", "2026-11-16", ""),
    ("BACKUP_KEY", "Encrypts backups", "backup", "2026-11-17", ""),
)
RISKS = (
    (
        "No restore has been tried",
        "",
        "incident",
        "open",
        "A lost database may cost a working day.",
        "Restore last night's backup to staging.",
        "Tom Berger",
    ),
    (
        "One model provider, no second",
        "",
        "incident",
        "open",
        "The assistant is silent when it is; dispatch goes on.",
        "Decide if a second provider is worth it.",
        "",
    ),
    (
        "docs is not behind the edge",
        "docs.harbourdesk.example",
        "cleanup",
        "open",
        "",
        "Proxy it or accept it.",
        "Tom Berger",
    ),
    (
        "Month report takes 1.8 s",
        "https://api.harbourdesk.example/v1/reports/month",
        "cleanup",
        "regressed",
        "",
        "Add the index.",
        "Tom Berger",
    ),
    ("DMARC only watches", "harbourdesk.example", "incident", "accepted", "", "Move to quarantine.", ""),
    (
        "Database password in the history",
        "harbour-desk",
        "blocker",
        "fixed",
        "Anyone with a clone could read every shipment.",
        "",
        "",
    ),
    (
        "Admin pages around the edge",
        "https://admin.harbourdesk.example/",
        "blocker",
        "fixed",
        "Protection could be walked around.",
        "",
        "",
    ),
    ("Reset mail failed DMARC", "harbourdesk.example", "blocker", "fixed", "New dispatchers could not log in.", "", ""),
    (
        "www showed an old version",
        "www.harbourdesk.example",
        "incident",
        "fixed",
        "Half the team on stale rates.",
        "",
        "",
    ),
)
