"""A request outside the sprint is recognised by its words."""

import pytest

from portal.playbooks import REFUSALS, matching_refusals

CASES = [
    ("Could we fail over to a second region?", ("NOT.1",)),
    ("multi-region Postgres", ("NOT.1",)),
    ("Move everything to Kubernetes", ("NOT.2",)),
    ("a K8S cluster", ("NOT.2",)),
    ("Put Kafka between the two", ("NOT.3",)),
    ("Split it into micro-services", ("NOT.4",)),
    ("Set up Grafana", ("NOT.5",)),
    ("Write a cache\ninvalidation scheme", ("NOT.6",)),
    ("Make it cloud-agnostic", ("NOT.7",)),
    ("We want custom auth", ("NOT.8",)),
    ("A dashboard redesign for the team", ("NOT.9",)),
    ("Microservices on Kubernetes with Kafka", ("NOT.2", "NOT.3", "NOT.4")),
    ("", ()),
    ("Sales by region on the dashboard", ()),
    ("The weeks view is slow", ()),
    ("Queue the export", ()),
    ("Cache the price list for a minute", ()),
    ("Authentication fails on Safari", ()),
    ("Log in with Google", ()),
]


@pytest.mark.parametrize(("text", "lines"), CASES)
def test_request_falls_under(text, lines):
    assert tuple(refusal.line for refusal in matching_refusals(text)) == lines


def test_every_keyword_is_written_as_it_is_looked_for():
    for refusal in REFUSALS:
        for keyword in refusal.keywords:
            assert [found.line for found in matching_refusals(keyword)] == [refusal.line], keyword


def test_every_refusal_says_why_and_what_would_change_it():
    assert [refusal.line for refusal in REFUSALS if not (refusal.reason and refusal.unless and refusal.keywords)] == []
