"""What a page is about, for search engines (schema.org). It is data, no script: browsers never run it.

Every word in it stands on the page too, so it tells nobody anything more.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from callins.models import Decision
from committees.models import Committee, Meeting
from council.models import Council

register = template.Library()
# What would end the element or begin another, in a way that JSON reads as the same letter.
ESCAPED = {
    ord("<"): "\\u003C",
    ord(">"): "\\u003E",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}
USUAL_LENGTH = timedelta(hours=2)
Data = dict[str, Any]


def script(data: Data) -> SafeString:
    words = json.dumps({"@context": "https://schema.org"} | data, ensure_ascii=False).translate(ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{words}</script>')


def site(path: str) -> str:
    return settings.SITE_URL + path


@register.simple_tag
def site_data(council: Council) -> SafeString:
    found = f"{site(reverse('search:search'))}?q={{search_term_string}}"
    return script(
        {
            "@type": "WebSite",
            "name": f"Scrutiny at {council.name}",
            "url": site("/"),
            "publisher": {"@type": "GovernmentOrganization", "name": council.name},
            "potentialAction": {
                "@type": "SearchAction",
                "target": {"@type": "EntryPoint", "urlTemplate": found},
                "query-input": "required name=search_term_string",
            },
        }
    )


@register.simple_tag
def committee_data(committee: Committee, council: Council) -> SafeString:
    data = _organisation(committee, council)
    if committee.remit:
        data["description"] = committee.remit
    return script(data)


@register.simple_tag
def meeting_data(meeting: Meeting, council: Council) -> SafeString:
    state = "EventCancelled" if meeting.is_cancelled else "EventScheduled"
    return script(
        {
            "@type": "Event",
            "name": f"{meeting.committee.name}, {meeting.date:%-d %B %Y}",
            "startDate": meeting.local_start.isoformat(),
            "endDate": (meeting.local_start + USUAL_LENGTH).isoformat(),
            "eventStatus": f"https://schema.org/{state}",
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "location": {"@type": "Place", "name": meeting.venue, "address": meeting.venue},
            "isAccessibleForFree": True,
            "url": site(meeting.get_absolute_url()),
            "organizer": _organisation(meeting.committee, council),
        }
    )


@register.simple_tag
def decision_data(decision: Decision, council: Council) -> SafeString:
    first = decision.first_published_at
    return script(
        {
            "@type": "Report",
            "name": decision.title,
            "identifier": decision.reference,
            "datePublished": first.isoformat() if first else "",
            "url": site(decision.get_absolute_url()),
            "publisher": {"@type": "GovernmentOrganization", "name": council.name},
        }
    )


def _organisation(committee: Committee, council: Council) -> Data:
    return {
        "@type": "GovernmentOrganization",
        "name": committee.name,
        "url": site(committee.get_absolute_url()),
        "parentOrganization": {"@type": "GovernmentOrganization", "name": council.name},
    }
