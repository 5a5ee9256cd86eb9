"""What a sprint does not build, and how a request that asks for it is recognised."""

from __future__ import annotations

from portal.playbooks.playbook import Refusal

REFUSALS = (
    Refusal(
        line="NOT.1",
        title="More than one region",
        reason="Two regions double what can break and what must be paid, before anybody far away uses the app.",
        unless="Real users sit far away already, or a rule says where data must stay.",
        keywords=(
            "multi region",
            "multiregion",
            "second region",
            "several regions",
            "multiple regions",
            "cross region",
            "region failover",
            "failover region",
            "geo redundancy",
            "geo redundant",
            "active active",
            "multi cloud",
        ),
    ),
    Refusal(
        line="NOT.2",
        title="Kubernetes",
        reason="One app with few users runs on a managed host. A cluster needs people who look after it every week.",
        unless="The app must run in a cluster that the client already operates with its own people.",
        keywords=(
            "kubernetes",
            "k8s",
            "k3s",
            "eks",
            "gke",
            "aks",
            "helm chart",
            "container orchestration",
            "openshift",
        ),
    ),
    Refusal(
        line="NOT.3",
        title="Elaborate queues",
        reason="At a few jobs a minute a table and one worker do the same and can be read at 2 am.",
        unless="Measured volume is more than one worker can clear in time.",
        keywords=(
            "kafka",
            "rabbitmq",
            "event bus",
            "event streaming",
            "message broker",
            "message bus",
            "event sourcing",
            "priority queue",
            "queue cluster",
            "workflow engine",
        ),
    ),
    Refusal(
        line="NOT.4",
        title="Microservices",
        reason="Every split adds a network call that can time out and a deployment that can fall out of step.",
        unless="Two parts must be released by different people on different days, and that hurts today.",
        keywords=(
            "microservice",
            "micro service",
            "split the monolith",
            "break up the monolith",
            "service mesh",
            "separate services",
        ),
    ),
    Refusal(
        line="NOT.5",
        title="A large observability stack",
        reason=(
            "Four alerts that reach a person beat forty charts. Unread charts cost money and hide the one that matters."
        ),
        unless="Somebody is paid to look at it every day.",
        keywords=(
            "observability platform",
            "observability stack",
            "full observability",
            "distributed tracing",
            "elk stack",
            "elasticsearch cluster",
            "prometheus",
            "grafana",
            "datadog",
            "log warehouse",
        ),
    ),
    Refusal(
        line="NOT.6",
        title="Complex cache layers",
        reason=(
            "A wrong cached answer is worse than a slow one. Short lifetimes on a few reads are enough to begin with."
        ),
        unless="A measured read stays too slow after an index and a short lifetime.",
        keywords=(
            "cache invalidation",
            "cache layer",
            "caching layer",
            "multi level cache",
            "cache hierarchy",
            "write through cache",
            "distributed cache",
            "cache cluster",
        ),
    ),
    Refusal(
        line="NOT.7",
        title="Infrastructure abstractions",
        reason="A layer over one host and one database hides the two things the next person has to understand.",
        unless="The same set-up already runs three times and drifts apart.",
        keywords=(
            "abstraction layer",
            "infrastructure framework",
            "internal developer platform",
            "cloud agnostic",
            "provider agnostic",
            "terraform module",
            "plugin architecture",
            "generic deployment engine",
        ),
    ),
    Refusal(
        line="NOT.8",
        title="Home-made sign-in",
        reason=(
            "Sign-in is where small mistakes cost most, and proven libraries and providers exist for every framework."
        ),
        unless="A contract or a law rules out every existing provider and library.",
        keywords=(
            "custom auth",
            "custom authentication",
            "custom login",
            "custom log in",
            "custom sign in",
            "own auth",
            "own authentication",
            "own login",
            "own identity provider",
            "home made auth",
            "auth from scratch",
            "authentication from scratch",
            "custom sso",
            "custom token scheme",
        ),
    ),
    Refusal(
        line="NOT.9",
        title="Polish nobody outside will see",
        reason="Hours spent on inner screens are missing where people decide to stay or leave.",
        unless="The screen is part of what is shown at launch.",
        keywords=(
            "polish the dashboard",
            "dashboard polish",
            "redesign the dashboard",
            "dashboard redesign",
            "internal dashboard",
            "prettier dashboard",
            "admin redesign",
            "redesign the admin",
            "animate the dashboard",
            "dashboard theme",
        ),
    ),
)


def matching_refusals(text: str) -> tuple[Refusal, ...]:
    """The refusals whose words occur in a request, in declared order; a hint for a person, who decides."""
    words = _words(text)
    return tuple(refusal for refusal in REFUSALS if any(_names(words, keyword) for keyword in refusal.keywords))


def _names(words: str, keyword: str) -> bool:
    return f" {keyword} " in words or f" {keyword}s " in words


def _words(text: str) -> str:
    """Lower-case words with single spaces between and around, so that a hyphen or a line break hides nothing."""
    letters = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    return f" {' '.join(letters.split())} "
