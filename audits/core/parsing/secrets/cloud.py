"""Keys and tokens of clouds, hosts and secret stores with a fixed format."""

from audits.core.parsing.secrets.checksum import has_crc32_tail
from audits.core.parsing.secrets.fixed import fixed
from audits.core.parsing.secrets.kind import SecretKind

GOOGLE_OAUTH = SecretKind(
    "google-oauth-secret",
    "Google OAuth client secret",
    "Add a new secret at console.cloud.google.com → APIs & Services → Credentials → the client, deploy it, then "
    "disable "
    "and delete the old one.",
)
AZURE_STORAGE = SecretKind(
    "azure-storage-key",
    "Azure storage account key",
    "Rotate it at portal.azure.com → the storage account → Access keys → Rotate key, after the apps use the other key.",
)
AZURE_CLIENT = SecretKind(
    "azure-client-secret",
    "Microsoft Entra client secret",
    "Add a new secret at entra.microsoft.com → App registrations → the app → Certificates & secrets, then delete "
    "the old one.",
)
DIGITALOCEAN = SecretKind(
    "digitalocean-token",
    "DigitalOcean token",
    "Regenerate it at cloud.digitalocean.com → API → Tokens.",
)
NETLIFY = SecretKind(
    "netlify-token",
    "Netlify token",
    "Revoke it at app.netlify.com → User settings → Applications → Personal access tokens.",
)
VERCEL = SecretKind(
    "vercel-token",
    "Vercel token",
    "Delete it at vercel.com → Account settings → Tokens, then make one with a short life.",
)
HEROKU = SecretKind(
    "heroku-key", "Heroku API key", "Regenerate it at dashboard.heroku.com → Account settings → API key."
)
SUPABASE_ACCESS = SecretKind(
    "supabase-access-token",
    "Supabase access token",
    "Delete it at supabase.com → Account → Access tokens: it manages every project of its owner.",
)
SUPABASE_SECRET = SecretKind(
    "supabase-secret-key",
    "Supabase secret key",
    "Make a new secret key at supabase.com → the project → Settings → API keys, deploy it, then delete this one: "
    "it passes "
    "every row-level policy.",
)
SUPABASE_PUBLISHABLE = SecretKind(
    "supabase-publishable-key",
    "Supabase publishable key",
    "Nothing to rotate: row-level security is what protects the tables behind it.",
    publishable=True,
)
PLANETSCALE = SecretKind(
    "planetscale-credential",
    "PlanetScale password or token",
    "Delete it at app.planetscale.com → the database → Settings → Passwords (or Service tokens), then make a new one.",
)
DATABRICKS = SecretKind(
    "databricks-token", "Databricks token", "Revoke it at the workspace → Settings → Developer → Access tokens."
)
DOPPLER = SecretKind(
    "doppler-token",
    "Doppler token",
    "Revoke it at dashboard.doppler.com → the project → Access: it reads every secret.",
)
VAULT = SecretKind("vault-token", "HashiCorp Vault token", "Revoke it with `vault token revoke -accessor ACCESSOR`.")
TERRAFORM = SecretKind(
    "terraform-token", "Terraform Cloud token", "Delete it at app.terraform.io → Account settings → Tokens."
)
AGE = SecretKind(
    "age-secret-key",
    "age secret key",
    "Make a new key with `age-keygen`, encrypt every file anew, then rotate what they held.",
)
CLOUDFLARE_ORIGIN = SecretKind(
    "cloudflare-origin-ca-key",
    "Cloudflare Origin CA key",
    "Change it at dash.cloudflare.com → My Profile → API Tokens → Origin CA Key.",
)

RULES = (
    fixed(GOOGLE_OAUTH, r"GOCSPX-(?P<body>[A-Za-z0-9_\-]{28})", "GOCSPX-"),
    fixed(AZURE_STORAGE, r"(?<=AccountKey=)(?P<body>[A-Za-z0-9+/]{86}==)", "AccountKey=", leading=False),
    fixed(AZURE_CLIENT, r"(?P<body>[A-Za-z0-9_~.]{3}\dQ~[A-Za-z0-9_~.\-]{31,34})", "Q~", leading=False),
    fixed(DIGITALOCEAN, r"do[opr]_v1_(?P<body>[0-9a-f]{64})", "dop_v1_", "doo_v1_", "dor_v1_"),
    fixed(NETLIFY, r"nfp_(?P<body>[A-Za-z0-9]{36,64})", "nfp_"),
    fixed(
        VERCEL,
        r"vc[pikar]_(?P<body>[A-Za-z0-9_\-]{50})(?P<tail>[A-Za-z0-9]{6})",
        "vcp_",
        "vci_",
        "vck_",
        "vca_",
        "vcr_",
        sure=lambda match: has_crc32_tail(match["body"], match["tail"]),
    ),
    fixed(HEROKU, r"HRKU-(?:AA)?(?P<body>[A-Za-z0-9_\-]{36,64})", "HRKU-"),
    fixed(SUPABASE_ACCESS, r"sbp_(?P<body>[0-9a-f]{40})", "sbp_"),
    fixed(SUPABASE_SECRET, r"sb_secret_(?P<body>[A-Za-z0-9_\-]{22,64})", "sb_secret_"),
    fixed(SUPABASE_PUBLISHABLE, r"sb_publishable_(?P<body>[A-Za-z0-9_\-]{22,64})", "sb_publishable_"),
    fixed(PLANETSCALE, r"pscale_(?:tkn|pw|oauth)_(?P<body>[A-Za-z0-9_\-=.]{32,64})", "pscale_"),
    fixed(DATABRICKS, r"dapi(?P<body>[0-9a-f]{32}(?:-\d)?)", "dapi"),
    fixed(DOPPLER, r"dp\.(?:pt|st|sa|ct|scim|audit)\.(?:[a-z0-9_\-]{2,35}\.)?(?P<body>[A-Za-z0-9]{40,44})", "dp."),
    fixed(VAULT, r"hv[sbr]\.(?P<body>[A-Za-z0-9_\-]{24,300})", "hvs.", "hvb.", "hvr."),
    fixed(TERRAFORM, r"(?P<body>[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=\-]{60,70})", ".atlasv1.", leading=False),
    fixed(AGE, r"AGE-SECRET-KEY-1(?P<body>[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58})", "AGE-SECRET-KEY-1"),
    fixed(CLOUDFLARE_ORIGIN, r"v1\.0-(?P<body>[0-9a-f]{24}-[0-9a-f]{146})", "v1.0-"),
)
