"""Keys of providers of language models."""

from audits.core.parsing.secrets.fixed import fixed
from audits.core.parsing.secrets.kind import SecretKind

OPENAI = SecretKind(
    "openai-key",
    "OpenAI API key",
    "Revoke it at platform.openai.com → API keys, read the usage page for spend you did not cause, and set a budget.",
)
ANTHROPIC = SecretKind(
    "anthropic-key",
    "Anthropic API key",
    "Delete it at console.anthropic.com → API keys, read the usage page, and set a spend limit on the workspace.",
)
OPENROUTER = SecretKind("openrouter-key", "OpenRouter API key", "Delete it at openrouter.ai → Settings → API keys.")
GROQ = SecretKind("groq-key", "Groq API key", "Delete it at console.groq.com → API keys.")
XAI = SecretKind("xai-key", "xAI API key", "Delete it at console.x.ai → API keys.")
REPLICATE = SecretKind(
    "replicate-token", "Replicate token", "Disable it at replicate.com → Account settings → API tokens."
)
HUGGING_FACE = SecretKind(
    "hugging-face-token", "Hugging Face token", "Invalidate it at huggingface.co → Settings → Access Tokens."
)
PERPLEXITY = SecretKind("perplexity-key", "Perplexity API key", "Delete it at perplexity.ai → Settings → API.")
STYLED_LIKE_OPENAI = SecretKind(
    "sk-key",
    "API key of a model provider",
    "Delete it at the provider the code calls with it (DeepSeek, Moonshot, a gateway …), then make a new one.",
)

OPENAI_MARK = "T3Blbk" + "FJ"
"""Base 64 of the provider's name, which stands in the middle of every key it made since 2022."""

RULES = (
    fixed(ANTHROPIC, r"sk-ant-(?:[a-z]{2,8}\d{2}-)?(?P<body>[A-Za-z0-9_\-]{32,120})", "sk-ant-"),
    fixed(
        OPENAI,
        rf"sk-(?:(?:proj|svcacct|admin|service|None)-)?(?P<body>[A-Za-z0-9_\-]{{20,100}}{OPENAI_MARK}[A-Za-z0-9_\-]{{20,100}})",
        OPENAI_MARK,
        leading=False,
    ),
    fixed(
        OPENAI, r"sk-(?:proj|svcacct|admin)-(?P<body>[A-Za-z0-9_\-]{32,200})", "sk-proj-", "sk-svcacct-", "sk-admin-"
    ),
    fixed(OPENROUTER, r"sk-or-v1-(?P<body>[0-9a-f]{64})", "sk-or-v1-"),
    fixed(OPENAI, r"sk-(?P<body>[A-Za-z0-9]{48})", "sk-"),
    fixed(STYLED_LIKE_OPENAI, r"sk-(?P<body>[0-9a-f]{32}|[A-Za-z0-9]{40,64})", "sk-"),
    fixed(GROQ, r"gsk_(?P<body>[A-Za-z0-9]{52})", "gsk_"),
    fixed(XAI, r"xai-(?P<body>[A-Za-z0-9]{80})", "xai-"),
    fixed(REPLICATE, r"r8_(?P<body>[A-Za-z0-9]{37})", "r8_"),
    fixed(HUGGING_FACE, r"hf_(?P<body>[A-Za-z0-9]{34})", "hf_"),
    fixed(PERPLEXITY, r"pplx-(?P<body>[A-Za-z0-9]{48,56})", "pplx-"),
)
