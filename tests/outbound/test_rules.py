"""The operator's settings and the names they hold for."""

import pytest

from portal.outbound.rules import Rules

SETTINGS = {
    "LAUNCHREADY_NAMESERVERS": "127.0.0.1:8053, [::1]:8054, 192.0.2.53",
    "LAUNCHREADY_ALLOW_NETWORKS": "127.0.0.0/8",
    "LAUNCHREADY_PORTS": "443=8443,80=8080",
    "LAUNCHREADY_CA_FILE": "/somewhere/root.pem",
}
BOUND = SETTINGS | {"LAUNCHREADY_ONLY_FOR": "acme.test,.zone.test"}


def test_nothing_set_is_the_public_network():
    rules = Rules.from_environment({}, "acme.test")
    assert rules.nameservers == ()
    assert rules.reach("acme.test").refusal("127.0.0.1") == "loopback, 127.0.0.0/8"
    assert rules.reach("acme.test").port(443) == 443


def test_settings_hold_for_every_name_without_a_suffix():
    rules = Rules.from_environment(SETTINGS, "anything.test")
    assert rules.nameservers == (("127.0.0.1", 8053), ("::1", 8054), ("192.0.2.53", 53))
    assert rules.reach("other.test").refusal("127.0.0.1") is None
    assert rules.reach("other.test").port(443) == 8443
    assert rules.reach("other.test").port(25) == 25


def test_another_domain_takes_the_public_network():
    rules = Rules.from_environment(BOUND, "notacme.test")
    assert rules == Rules(domain="notacme.test")
    assert rules.reach("app.acme.test").refusal("127.0.0.1")


def test_a_run_below_the_suffix_opens_only_names_below_it():
    rules = Rules.from_environment(BOUND, "acme.test")
    assert rules.reach("app.acme.test").refusal("127.0.0.1") is None
    assert rules.reach("ACME.TEST.").refusal("127.0.0.1") is None
    assert rules.reach("deep.zone.test").ca_file == "/somewhere/root.pem"
    for name in ("evil.test", "notacme.test", "127.0.0.1", "acme.test.evil.test"):
        assert rules.reach(name).refusal("127.0.0.1"), name
        assert rules.reach(name).ca_file is None


def test_a_run_below_the_suffix_asks_its_own_name_servers_for_everything():
    assert Rules.from_environment(BOUND, "acme.test").name_servers_for("_dmarc.test")


def test_a_repository_alone_is_bound_by_its_host():
    rules = Rules.from_environment(BOUND, None)
    assert rules.name_servers_for("git.acme.test")
    assert rules.name_servers_for("git.evil.test") == ()


def test_allowed_network_does_not_open_mapped_addresses():
    assert Rules.from_environment(SETTINGS, "a.test").reach("a.test").refusal("::ffff:127.0.0.1")


@pytest.mark.parametrize(
    ("setting", "value"),
    [("NAMESERVERS", "dns.test"), ("NAMESERVERS", "1.2.3.4:x"), ("ALLOW_NETWORKS", "10.0.0.1/8"), ("PORTS", "443")],
)
def test_bad_setting_is_named(setting, value):
    with pytest.raises(ValueError, match=f"LAUNCHREADY_{setting}"):
        Rules.from_environment({f"LAUNCHREADY_{setting}": value}, "acme.test")


def test_repositories_are_read_by_path_only_where_the_operator_says_so():
    settings = BOUND | {"LAUNCHREADY_REPOSITORY_ROOT": "/srv/repositories"}
    assert Rules.from_environment({}, "acme.test").repository_root == ""
    assert Rules.from_environment(settings, "app.acme.test").repository_root == "/srv/repositories"
    assert Rules.from_environment(settings, None).repository_root == "/srv/repositories"
    assert Rules.from_environment(settings, "other.test").repository_root == ""


def test_the_folder_of_repositories_is_a_full_path():
    with pytest.raises(ValueError, match="REPOSITORY_ROOT"):
        Rules.from_environment({"LAUNCHREADY_REPOSITORY_ROOT": "repositories"}, None)


def test_registries_are_named_by_suffix():
    settings = BOUND | {"LAUNCHREADY_RDAP": " example=https://rdap.example/ , Co.Test=http://rdap.test/v1"}
    rules = Rules.from_environment(settings, None)
    assert rules.rdap == (("example", "https://rdap.example/"), ("co.test", "http://rdap.test/v1"))


@pytest.mark.parametrize("word", ["example", "example=", "=https://rdap.example/", "example=ftp://rdap.example/"])
def test_registry_that_is_no_pair_is_refused(word):
    with pytest.raises(ValueError, match="RDAP"):
        Rules.from_environment({"LAUNCHREADY_RDAP": word}, None)
