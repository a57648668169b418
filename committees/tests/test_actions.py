"""Actions: an owner and a day, an answer with documents, the list of a committee, and the next agenda."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from committees.meetings import create_meeting
from committees.minutes import actions
from committees.models import Action, Meeting, PaperVersion
from committees.tests.minuted import exempt_meeting
from committees.tests.pack_scene import A4, pdf
from scrutiny.tests.cast import Cast
from scrutiny.tests.world import coming, signed_in

pytestmark = pytest.mark.django_db
DUE = date(2019, 4, 1)


@pytest.fixture
def held(cast: Cast) -> Meeting:
    return exempt_meeting(cast)


def asked(cast: Cast, held: Meeting, order: int = 1, **fields: object) -> Action:
    values = {"text": "Send the figures", "owner_post": "Head of Buses", "due_on": DUE} | fields
    return actions.add_action(held.items.get(order=order), by=cast.officer, **values)  # type: ignore[arg-type]


def test_an_action_without_owner_is_refused(cast: Cast, held: Meeting) -> None:
    answer = signed_in(cast.officer).post(
        f"/workspace/items/{held.items.get(order=1).pk}/actions/add/",
        {"version": 0, "text": "Send it", "due_on_0": "1", "due_on_1": "4", "due_on_2": "2019"},
    )
    assert "Say who is to do it: a person or a post." in answer.content.decode()
    assert not Action.objects.exists()
    with pytest.raises(ValidationError, match="on or after the day of the meeting"):
        asked(cast, held, due_on=date(2019, 3, 1))


def test_what_is_asked_under_an_exempt_item_is_exempt(cast: Cast, held: Meeting) -> None:
    assert asked(cast, held, order=2).is_exempt
    assert not asked(cast, held).is_exempt


def test_open_and_overdue(cast: Cast, held: Meeting) -> None:
    late, coming_up = asked(cast, held), asked(cast, held, due_on=date(2019, 5, 1))
    assert list(Action.objects.open()) == [late, coming_up]
    assert list(Action.objects.overdue(date(2019, 4, 2))) == [late]
    actions.reply(late, text="Done", by=cast.officer)
    assert list(Action.objects.overdue(date(2019, 4, 2))) == []
    assert set(Action.objects.unsettled()) == {late, coming_up}
    actions.settle(late, state="closed", by=cast.officer)
    assert list(Action.objects.unsettled()) == [coming_up]
    with pytest.raises(ValidationError, match="Say why it is no longer needed"):
        actions.settle(coming_up, state="dropped", by=cast.officer)


def test_the_owner_answers_with_a_document(cast: Cast, held: Meeting) -> None:
    action = asked(cast, held, owner=cast.member.person)
    owner = signed_in(cast.member)
    assert "Send the figures" in owner.get("/your-actions/").content.decode()
    address = f"/your-actions/{action.pk}/"
    assert signed_in(cast.other_councillor).get(address).status_code == 404
    document = SimpleUploadedFile("Figures.pdf", pdf("FIGURES", [(A4, 0)]))
    answer = owner.post(address, {"text": "Here they are.", "documents": document}, follow=True)
    assert "Here they are." in answer.content.decode()
    action.refresh_from_db()
    assert action.state == Action.State.ANSWERED
    file = action.replies.get().files.get()
    assert signed_in(cast.other_councillor).get(f"/your-actions/documents/{file.pk}/").status_code == 404
    assert owner.get(f"/your-actions/documents/{file.pk}/").status_code == 200


def test_the_list_is_searched_and_sorted(cast: Cast, held: Meeting) -> None:
    count, paint = "Count the buses", "Paint the harbour"
    asked(cast, held, text=count, due_on=date(2019, 6, 1))
    asked(cast, held, text=paint, owner_post="Zoo keeper", due_on=date(2019, 5, 1))
    client = signed_in(cast.officer)
    page = f"/workspace/committees/{cast.committee.slug}/actions/"
    found = client.get(page, {"q": "harbour zoo"}).content.decode()
    assert paint in found
    assert count not in found
    for sort, first in (("due", paint), ("-due", count), ("owner", count), ("-owner", paint)):
        words = client.get(page, {"sort": sort}).content.decode()
        other = count if first == paint else paint
        assert words.index(first) < words.index(other), sort
    assert client.get(page, {"list": "settled"}).content.decode().count("No actions here") == 1


def test_open_actions_go_onto_the_next_agenda_in_one_click(cast: Cast, held: Meeting) -> None:
    asked(cast, held)
    asked(cast, held, order=2, text="Ask KITTIWAKE")
    coming_up = create_meeting(cast.committee, start=coming(20), by=cast.officer)
    client = signed_in(cast.officer)
    for _once_more in range(2):
        client.post(f"/workspace/committees/{cast.committee.slug}/actions/put-on/")
    item = coming_up.items.on_agenda().get(title="Actions from earlier meetings")
    versions = PaperVersion.objects.current().filter(paper__item=item).order_by("paper")
    assert [each.classification for each in versions] == ["public", "exempt"]
    assert "KITTIWAKE" not in str(versions[0].data)
    assert "KITTIWAKE" in str(versions[1].data)


@pytest.mark.parametrize("path", ["/workspace/committees/{slug}/actions/", "/your-actions/"])
def test_more_actions_cost_no_more_queries(cast: Cast, held: Meeting, path: str) -> None:
    client = signed_in(cast.officer if "workspace" in path else cast.member)
    address = path.format(slug=cast.committee.slug)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    def more() -> None:
        due = timezone.localdate() + timedelta(days=3)
        asked(cast, held, owner=cast.member.person, due_on=due)

    more()
    queries()
    one = queries()
    more(), more()
    assert queries() == one <= 15
