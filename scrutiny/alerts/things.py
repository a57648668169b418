"""What an alert is about, as an address asks for it and as people read it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from committees.models import Committee
from council.models import Ward
from scrutiny.search.asking import Question
from scrutiny.search.forms import SearchForm
from scrutiny.search.models import Kind
from workprogramme.models import Topic

from .models import Alert

About = Alert.About
ASKED_FOR = ("committee", "kind", "person", "q")
LONGEST = 400


@dataclass(frozen=True)
class Thing:
    about: str
    committee: Committee | None = None
    topic: Topic | None = None
    ward: Ward | None = None
    search: str = ""

    @property
    def fields(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in ("about", "committee", "topic", "ward", "search")}

    @property
    def name(self) -> str:
        match self.about:
            case About.COMMITTEE if self.committee:
                return self.committee.name
            case About.TOPIC if self.topic and self.topic.is_public:
                return self.topic.title
            case About.WARD if self.ward:
                return self.ward.name
            case About.SEARCH:
                return search_words(question_of(self.search))
        return "A topic that is no longer on the programme"


def thing_of(alert: Alert) -> Thing:
    return Thing(alert.about, alert.committee, alert.topic, alert.ward, alert.search)


def thing_asked_for(given: QueryDict) -> Thing | None:
    """Nothing where the address names nothing that is there for everybody."""
    match given.get("about"):
        case About.COMMITTEE:
            committee = Committee.objects.current().filter(slug=plain(given.get("committee"))).first()
            return Thing(About.COMMITTEE, committee=committee) if committee else None
        case About.TOPIC:
            topics = Topic.objects.public().select_related("committee", "meeting")
            topic = topics.filter(pk=number(given.get("topic"))).first()
            return Thing(About.TOPIC, topic=topic) if topic else None
        case About.WARD:
            ward = Ward.objects.filter(pk=number(given.get("ward"))).first()
            return Thing(About.WARD, ward=ward) if ward else None
        case About.SEARCH:
            return search_asked_for(given)
    return None


def search_asked_for(given: QueryDict) -> Thing | None:
    """Words or a person: everything of a committee is an alert about that committee."""
    kept = QueryDict(mutable=True)
    for name in ASKED_FOR:
        if value := plain(given.get(name)).strip():
            kept[name] = value
    form = SearchForm(kept)
    question = form.question()
    search = kept.urlencode()
    asks = question.person is not None or any(letter.isalnum() for letter in question.words)
    if form.errors or len(search) > LONGEST or not asks:
        return None
    return Thing(About.SEARCH, search=search)


def question_of(search: str) -> Question:
    return SearchForm(QueryDict(search)).question()


def search_words(question: Question) -> str:
    quoted = question.words if '"' in question.words else f"“{question.words}”"
    parts = [quoted] if question.words else []
    if question.person:
        parts.append(f"named: {question.person.full_name}")
    if question.kind:
        parts.append(str(Kind(question.kind).label).lower())
    if question.committee:
        parts.append(f"in {question.committee.name}")
    return f"Search: {', '.join(parts)}"


def plain(value: str | None) -> str:
    return (value or "").replace("\0", "")


def number(value: str | None) -> int:
    """0, which nothing has, for what is none or too large for one."""
    words = plain(value)
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 10 else 0
