"""What the path of a text says about the values in it: configuration, a test's fixture, or a machine's own output."""

import re

ENV_FILE = re.compile(r"(?:^|/)(?:\.env(?:\.[\w\-]+)*|[\w\-]+\.env|\.envrc|\.dev\.vars|\.flaskenv)$", re.IGNORECASE)
SAMPLE_FILE = re.compile(
    r"[._\-](?:example|sample|template|dist|tmpl|tpl|default|defaults|schema|stub|test|spec|fixture)s?\b", re.I
)
SAMPLE_FOLDER = re.compile(
    r""
    r"(?:^|/)(?:tests?|__tests__|__mocks__|mocks?|specs?|testdata|test[-_]data|fixtures?|cassettes|e2e|cypress|examples?|"
    r"samples?|docs?|documentation|storybook|stories)/|(?:^|/)(?:test_[^/]*|[^/]*_test|conftest)\.[a-z]{1,4}$|"
    r"\.(?:test|spec|stories|mock)\.[a-z]{1,4}$",
    re.IGNORECASE,
)
GENERATED = re.compile(
    r""
    r"(?:^|/)(?:node_modules|vendor|bower_components|dist-info|site-packages|locales?|i18n|lang|translations?|migrations)/|"
    r"(?:^|/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lockb?|deno\.lock|poetry\.lock|uv\.lock|"
    r"pipfile\.lock|composer\.lock|gemfile\.lock|cargo\.lock|go\.sum|flake\.lock|i18n\.lock|mix\.lock|pubspec\.lock)$|"
    r"\.(?:min\.js|min\.css|map|svg|css|po|pot|snap|ipynb|lock)$",
    re.IGNORECASE,
)
CONFIGURATION = re.compile(
    r"\.(?:ya?ml|toml|ini|cfg|conf|config|properties|sh|bash|zsh|tf|tfvars|service|envrc|log|txt|md|rst|plist|netrc|pgpass)$|"
    r"(?:^|/)(?:dockerfile[^/]*|\.?netrc|_netrc|\.npmrc|\.pypirc|\.pgpass|\.bashrc|\.profile|procfile|makefile|\.s3cfg|credentials)$",
    re.IGNORECASE,
)
SPACED = re.compile(r"(?:^|/)(?:dockerfile[^/]*|\.?netrc|_netrc)$", re.IGNORECASE)


def is_environment(path: str) -> bool:
    """True for a file of environment variables that is no example."""
    return ENV_FILE.search(path) is not None and not is_sample(path)


def is_sample(path: str) -> bool:
    """True for tests, documents, fixtures and files named as examples."""
    name = path.rpartition("/")[2]
    return SAMPLE_FOLDER.search(path) is not None or SAMPLE_FILE.search(name) is not None


def is_generated(path: str) -> bool:
    """True for lock files, vendored and minified code, translations: full of words and hashes, typed by nobody."""
    return GENERATED.search(path) is not None


def is_configuration(path: str) -> bool:
    """True where a value may stand without quotes."""
    return ENV_FILE.search(path) is not None or CONFIGURATION.search(path) is not None


def is_spaced(path: str) -> bool:
    """True where a blank parts a name from its value: Dockerfile, netrc."""
    return SPACED.search(path) is not None
