"""What is found depends on who asks: hits, snippets, counts, kinds, committees and suggestions alike.

The world has a published pack with exempt papers and a person of every kind. Whatever the reading rule says of a
version, search says the same of its pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from audit.models import Entry as AuditEntry
from committees.access import keep_from, lift, revoke
from committees.models import Paper, PaperVersion
from committees.models.paper import Classification
from committees.papers import UNNAMED
from committees.permissions import can_read, visible_to
from committees.permissions.items import restricted_items_visible_to
from committees.releases import confirm_release
from committees.tests.pack_scene import CANARY
from committees.texts import keep_texts
from scrutiny.search.asking import Question
from scrutiny.search.finding import entries_of, find
from scrutiny.search.indexing import freshen, rebuild
from scrutiny.search.models import Due, Entry, Word
from scrutiny.search.suggestions import suggestions
from scrutiny.tests.access_world import PERSONAS
from scrutiny.tests.figures import Figure
from scrutiny.tests.world import World, make_world, signed_in

pytestmark = pytest.mark.trust
# A word of the exempt papers alone, and one that stands in public ones.
SECRET, OPEN = CANARY, "Contract"


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(db: None) -> World:
    world = make_world()
    freshen(2_000)
    assert not Due.objects.exists()
    return world


def account(world: World, who: str) -> Any:
    """Of a persona; strangers and machines have none."""
    if who in ("anonymous", "integration_token"):
        return AnonymousUser()
    return getattr(world.access, who, None) or getattr(world.cast, who)


def exempt_words(entries: list[Entry]) -> list[str]:
    return [str(entry) for entry in entries if SECRET.lower() in f"{entry.title} {entry.text}".lower()]


@pytest.mark.parametrize("who", PERSONAS)
def test_pages_are_found_by_those_who_may_read_them_and_by_nobody_else(world: World, who: str) -> None:
    user, today = account(world, who), timezone.localdate()
    found = find(Question(words=SECRET), user, today)
    versions = {entry.version for entry in entries_of(found.matches) if entry.version}
    indexed = PaperVersion.objects.filter(
        pk__in=Entry.objects.filter(vector=Question(words=SECRET).query).values("version")
    ).select_related("paper__item__meeting")
    assert indexed.count() >= 2
    assert versions == {version for version in indexed if can_read(user, version, today)}
    items = {entry.item_id for entry in entries_of(found.matches) if entry.is_restricted}
    assert items <= set(restricted_items_visible_to(user, today).values_list("pk", flat=True))


@pytest.mark.parametrize("who", PERSONAS)
def test_no_exempt_word_is_in_any_answer_to_those_without_a_right(world: World, who: str) -> None:
    """Everything there is to find, asked for without a word and with one that stands in exempt papers too."""
    user, today = account(world, who), timezone.localdate()
    allowed = set(visible_to(user, today).values_list("pk", flat=True))
    items = set(restricted_items_visible_to(user, today).values_list("pk", flat=True))
    for question in (Question(since=today - timedelta(days=9000)), Question(words=OPEN)):
        for entry in entries_of(find(question, user, today).matches):
            assert entry.version_id is None or entry.version_id in allowed
            assert not entry.is_restricted or entry.item_id in items
            if entry.version_id is None and not entry.is_restricted:
                assert exempt_words([entry]) == []


OUTSIDERS = ["anonymous", "ex_member", "other_councillor", "other_officer", "administrator", "kept_away"]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_the_page_says_no_exempt_word_and_counts_none(world: World, who: str, figure: Figure) -> None:
    """Whoever is kept away from one item still reads the others, so nothing is said of the bids alone."""
    client = Client() if who == "anonymous" else signed_in(account(world, who))
    for asked in (f"{SECRET}BID", f"{SECRET}BID -lake", f'Award "{SECRET}BID"'):
        answer = client.get("/search/", {"q": asked})
        assert answer.context["found"].count == 0
        assert answer.context["narrower"] == {}
        assert {words.lower() for words in answer.context["suggested"]} <= {f"award or {SECRET}bid".lower()}
    answers = [client.get("/search/", {"q": asked}) for asked in (SECRET[:-1], OPEN, f"{OPEN}z")]
    if who != "kept_away":
        assert not any(SECRET.lower() in answer.content.decode().lower() for answer in answers)
    figure("search.people", len(PERSONAS), "Kinds of people whose searches agree with the reading rule")


def test_a_released_paper_is_found_by_its_words_and_not_under_its_old_title(world: World) -> None:
    """Its pages are public from then on. What officers called it while it was kept back need not be."""
    release, today = world.access.release, timezone.localdate()
    Paper.objects.filter(pk=release.version.paper_id).update(
        title=UNNAMED[Classification.EXEMPT], restricted_title="Zanzibar settlement"
    )
    with transaction.atomic():
        keep_texts(release.version, [f"{SECRET}PRICE"])
        confirm_release(release, by=world.cast.monitoring_officer)
        freshen(2_000)
        found = entries_of(find(Question(words=f"{SECRET}PRICE"), AnonymousUser(), today).matches)
        assert [entry.version.released_at for entry in found if entry.version]
        assert not find(Question(words="Zanzibar"), AnonymousUser(), today).count
        transaction.set_rollback(True)


def test_words_to_suggest_are_of_what_is_public(world: World) -> None:
    assert Word.objects.filter(word="county").exists()
    assert not Word.objects.filter(word__startswith=SECRET[:6].lower()).exists()
    offered = suggestions(Question(words="Contracks"), AnonymousUser(), timezone.localdate())
    assert {"contract", "contracts"} & set(offered)


def count(words: str, user: User) -> int:
    return find(Question(words=words), user, timezone.localdate()).count


def test_an_interest_ends_it_at_once_and_lifting_brings_it_back(world: World) -> None:
    member, words = world.cast.member, f"{SECRET}BID"
    assert count(words, member) > 0
    denial = keep_from(world.scene.private, user=member, reason="An interest", by=world.cast.officer)
    assert count(words, member) == 0
    lift(denial, by=world.cast.officer)
    assert count(words, member) > 0


def test_access_taken_back_and_a_term_that_ends_count_at_once(world: World) -> None:
    given, words = world.access.given_access, f"{SECRET}PRICE"
    assert count(words, given) > 0
    with transaction.atomic():
        revoke(world.access.grant, by=world.cast.officer)
        assert count(words, given) == 0
        seats = world.cast.committee.memberships.filter(person=world.cast.member.person)
        seats.update(end=timezone.localdate() - timedelta(days=1))
        assert count(f"{SECRET}BID", world.cast.member) == 0
        transaction.set_rollback(True)


def test_whoever_finds_exempt_words_leaves_a_line_in_the_audit_book(world: World) -> None:
    client = signed_in(world.cast.member)
    answer = client.get("/search/", {"q": SECRET})
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Exempt: not for publication" in answer.content.decode()
    line = AuditEntry.objects.filter(verb="find exempt words", actor=world.cast.member).latest("pk")
    assert line.detail["versions"]


def test_indexing_twice_changes_nothing(world: World) -> None:
    rebuild()
    before = set(Entry.objects.values_list("pk", flat=True))
    assert rebuild() == 0
    assert set(Entry.objects.values_list("pk", flat=True)) == before


def test_a_result_lands_on_its_page_and_the_page_says_it(world: World) -> None:
    """Search, the address, the printed number and the words agree; the parts we made keep their headings."""
    client = Client()
    found = client.get("/search/", {"q": "OTTER-2"}).context["results"]
    entry, words = found[0]
    assert entry.page == "14"
    assert "<mark>OTTER-2</mark>" in words or "<mark>OTTER</mark>" in words
    page = client.get(entry.get_absolute_url()).content.decode()
    assert 'id="p14"' in page
    assert "OTTER-2" in page
    assert "OTTER-1" not in page
    made = client.get(f"/meetings/{world.scene.meeting.reference}/papers/p10").headers["Location"]
    cover = client.get(made).content.decode()
    assert '<h2 class="govuk-heading-m">County Lines</h2>' in cover
    assert SECRET.lower() not in cover.lower()


def test_exempt_pages_open_for_the_entitled_alone_and_carry_their_name(world: World) -> None:
    reference = world.scene.meeting.reference
    page = signed_in(world.cast.member).get(f"/meetings/{reference}/papers/pE3/")
    assert SECRET in page.content.decode()
    assert world.cast.member.name in page.content.decode()
    assert page.headers["Cache-Control"] == "private, no-store"
    etag = {"If-None-Match": "*", "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    for address in (f"/meetings/{reference}/papers/pE3/", f"/meetings/{reference}/papers/pE3/image/"):
        assert Client().get(address, headers=etag).status_code == 404


def test_what_waits_to_be_read_again_is_not_found(world: World) -> None:
    decision = world.executive.decision
    assert find(Question(words=f'"{decision.title}"'), AnonymousUser(), timezone.localdate()).count
    with transaction.atomic():
        type(decision).objects.filter(pk=decision.pk).update(reasons="Heronsgate is quicker.")
        assert not find(Question(words="Heronsgate"), AnonymousUser(), timezone.localdate()).count
        titles = [
            entry.title
            for entry in entries_of(
                find(Question(words=f'"{decision.title}"'), AnonymousUser(), timezone.localdate()).matches
            )
            if entry.kind == "decision"
        ]
        assert decision.title not in titles
        freshen()
        assert find(Question(words="Heronsgate"), AnonymousUser(), timezone.localdate()).count == 1
        transaction.set_rollback(True)


def test_names_are_found_as_people_type_them(world: World) -> None:
    people = Entry.objects.filter(kind="person")
    entry = people.first()
    assert entry is not None
    Entry.objects.filter(pk=entry.pk).update(title="Councillor Zoë O’Brien-Łukasz", text="Zoë O’Brien-Łukasz")
    for typed in ("cllr zoe obrien", "Zoe O'Brien", '"zoë o’brien-łukasz"', "lukasz -nobody"):
        found = find(Question(words=typed), AnonymousUser(), timezone.localdate())
        assert entry.pk in [match.pk for match in found.matches], typed
    assert find(Question(words="zoe -obrien"), AnonymousUser(), timezone.localdate()).count == 0
