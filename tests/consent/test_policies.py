"""A policy holds for a skill or its subject; what sends is always asked about."""

from voice_os.consent import Effect, Policy
from voice_os.consent.policies import Policies


def test_without_a_policy_what_sends_is_asked_about_and_nothing_else() -> None:
    policies = Policies()
    assert policies.of("clock.tell_time", Effect.READS) is Policy.ALLOW
    assert policies.of("timers.set_timer", Effect.CHANGES) is Policy.ALLOW
    assert policies.of("mail.send", Effect.SENDS) is Policy.ASK


def test_a_skills_own_policy_goes_before_its_subjects() -> None:
    policies = Policies({"timers": Policy.NEVER, "timers.set_timer": Policy.ASK})
    assert policies.of("timers.set_timer", Effect.CHANGES) is Policy.ASK
    assert policies.of("timers.cancel_timer", Effect.CHANGES) is Policy.NEVER


def test_allowing_what_sends_still_asks() -> None:
    assert Policies({"mail": Policy.ALLOW}).of("mail.send", Effect.SENDS) is Policy.ASK
    assert Policies({"mail": Policy.NEVER}).of("mail.send", Effect.SENDS) is Policy.NEVER


def test_a_new_policy_for_a_subject_replaces_those_of_its_skills_and_is_kept() -> None:
    kept: list[tuple[tuple[str, ...], object]] = []
    policies = Policies(
        {"mail.send": Policy.NEVER}, keep=lambda where, value: kept.append((where, value))
    )
    policies.choose("mail", Policy.ALLOW)
    policies.let_online("mail", True)
    assert policies.of("mail.read", Effect.READS) is Policy.ALLOW
    assert policies.of("mail.send", Effect.SENDS) is Policy.ASK
    assert policies.online == {"mail"}
    assert kept == [
        (("policies", "mail.send"), None),
        (("policies", "mail"), "allow"),
        (("network",), ["mail"]),
    ]
