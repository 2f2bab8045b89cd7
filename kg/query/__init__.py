"""The analysts' questions: functions from an archive to answers with their evidence."""

from __future__ import annotations

from kg.query.actors import ActorPage, Companion, Form, actor_page, parties
from kg.query.answers import Meetings, Told
from kg.query.centrality import Central, go_betweens
from kg.query.choosing import Somebody, UnknownName, find_actor, find_place
from kg.query.meetings import findings, meeting_told, meetings, reading
from kg.query.relations import Common, Contacts, Link, Month, common, contacts, path
from kg.query.wanted import Wanted

__all__ = [
    "ActorPage",
    "Central",
    "Common",
    "Companion",
    "Contacts",
    "Form",
    "Link",
    "Meetings",
    "Month",
    "Somebody",
    "Told",
    "UnknownName",
    "Wanted",
    "actor_page",
    "common",
    "contacts",
    "find_actor",
    "find_place",
    "findings",
    "go_betweens",
    "meeting_told",
    "meetings",
    "parties",
    "path",
    "reading",
]
