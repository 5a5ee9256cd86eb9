"""Tokens of code hosts and package registries."""

from audits.core.parsing.secrets.checksum import has_crc32_tail
from audits.core.parsing.secrets.fixed import fixed
from audits.core.parsing.secrets.kind import SecretKind

GITHUB = SecretKind(
    "github-token",
    "GitHub token",
    "Revoke it at github.com → Settings → Developer settings → Personal access tokens (an app's token: its "
    "owner's app settings), read the security log for its use, and make a fine-grained one with only the rights "
    "it needs.",
)
GITLAB = SecretKind(
    "gitlab-token",
    "GitLab token",
    "Revoke it at GitLab → Preferences (or the project's Settings) → Access tokens, then make one with the "
    "fewest scopes.",
)
BITBUCKET = SecretKind(
    "bitbucket-token",
    "Bitbucket or Atlassian token",
    "Revoke it at id.atlassian.com → Security → API tokens, then make a new one.",
)
NPM = SecretKind(
    "npm-token",
    "npm access token",
    "Revoke it at npmjs.com → Access Tokens, look for releases you did not make, then make a granular token.",
)
PYPI = SecretKind(
    "pypi-token",
    "PyPI API token",
    "Remove it at pypi.org → Account settings → API tokens, look for releases you did not make, then use trusted "
    "publishing.",
)
RUBYGEMS = SecretKind(
    "rubygems-key",
    "RubyGems API key",
    "Delete it at rubygems.org → Settings → API keys, then make one for a single gem.",
)
DOCKER = SecretKind(
    "docker-token",
    "Docker Hub access token",
    "Delete it at app.docker.com → Account settings → Personal access tokens, then make a read-only one where "
    "that suffices.",
)

RULES = (
    fixed(
        GITHUB,
        r"gh[pour]_(?P<body>[A-Za-z0-9]{30})(?P<tail>[A-Za-z0-9]{6})",
        "ghp_",
        "gho_",
        "ghu_",
        "ghr_",
        sure=lambda match: has_crc32_tail(match["body"], match["tail"]),
    ),
    fixed(GITHUB, r"ghs_(?P<body>[A-Za-z0-9]{36})", "ghs_"),
    fixed(GITHUB, r"github_pat_(?P<body>[A-Za-z0-9]{22}_[A-Za-z0-9]{59})", "github_pat_"),
    fixed(
        GITLAB,
        r"gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|soat|ffct|oas)-(?P<body>[A-Za-z0-9_\-]{20,64}(?:\.\w{2}\.\w{7,12})?)",
        "glpat-",
        "gldt-",
        "glrt-",
        "glcbt-",
        "glptt-",
        "glft-",
        "glimt-",
        "glagent-",
        "glsoat-",
        "glffct-",
        "gloas-",
    ),
    fixed(BITBUCKET, r"AT(?:BB|ATT3|CTT3)(?P<body>[A-Za-z0-9_\-=]{28,220})", "ATBB", "ATATT3", "ATCTT3"),
    fixed(
        NPM,
        r"npm_(?P<body>[A-Za-z0-9]{30})(?P<tail>[A-Za-z0-9]{6})",
        "npm_",
        sure=lambda match: has_crc32_tail(match["body"], match["tail"]),
    ),
    fixed(PYPI, r"pypi-AgE(?:IcHlwaS5vcmc|NdGVzdC5weXBpLm9yZw)(?P<body>[A-Za-z0-9_\-]{50,220})", "pypi-AgE"),
    fixed(RUBYGEMS, r"rubygems_(?P<body>[0-9a-f]{48})", "rubygems_"),
    fixed(DOCKER, r"dckr_(?:pat|oat)_(?P<body>[A-Za-z0-9_\-]{27,64})", "dckr_"),
)
