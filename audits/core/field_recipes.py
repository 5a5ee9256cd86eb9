"""Where a header field is set in the servers, hosts and frameworks that prototypes run on, as text to copy into a fix."""


def recipes(field: str, value: str, *, express: str = "", django: str = "") -> str:
    """The field itself, then one line a place, for a verdict's fix; braces are doubled, since facts are filled in later."""
    pair = f'{{{{"key": "{field}", "value": "{value}"}}}}'
    lines = (
        f"{field}: {value}",
        f'# nginx: add_header {field} "{value}" always;',
        express and f"# Express: {express}",
        django and f"# Django, settings.py: {django}",
        f"# Netlify, _headers, below a line /*: {field}: {value}",
        f'# Vercel, vercel.json: {{{{"headers": [{{{{"source": "/(.*)", "headers": [{pair}]}}}}]}}}}',
        f"# Cloudflare: Rules, Transform Rules, Modify Response Header, Set static {field} = {value}",
    )
    return "\n" + "\n".join(line for line in lines if line)
