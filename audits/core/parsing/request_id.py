"""Fields by which one answer can be found again in a log."""

REQUEST_IDS = (
    "x-request-id", "x-correlation-id", "request-id", "x-trace-id", "traceresponse", "traceparent", "x-b3-traceid",
    "x-cloud-trace-context", "x-amzn-requestid", "x-amzn-trace-id", "x-amz-request-id", "x-amz-cf-id", "x-azure-ref",
    "x-ms-request-id", "cf-ray", "fly-request-id", "x-vercel-id", "x-nf-request-id",
    "rndr-id", "x-railway-request-id", "x-github-request-id", "x-fastly-request-id", "sb-request-id",
    "x-heroku-request-id", "x-appengine-request-log-id",
)  # fmt: skip
"""The app's own first, then those of the platforms in front of it."""
LONGEST = 300


def ids_in(fields: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """The ids of one answer by field name in small letters; the first of a repeated field counts."""
    found: dict[str, str] = {}
    for name, value in fields:
        lowered = name.lower()
        if lowered in REQUEST_IDS and value.strip():
            found.setdefault(lowered, value.strip()[:LONGEST])
    return dict(sorted(found.items(), key=lambda pair: REQUEST_IDS.index(pair[0])))
