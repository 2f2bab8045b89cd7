"""What the derived tables of an archive say, without their keys: equal for equal content, however it came about."""

from __future__ import annotations

from kg.archive import Archive

QUERIES = {
    "parties": "SELECT a.id, p.first, m.id, p.direct, p.status FROM parties p JOIN actors a ON a.key = p.actor"
    " JOIN meetings m ON m.key = p.meeting",
    "pairs": "SELECT a.id, b.id, p.first, m.id FROM pairs p JOIN actors a ON a.key = p.actor"
    " JOIN actors b ON b.key = p.other JOIN meetings m ON m.key = p.meeting",
    "actors": "SELECT id, label, kind, country, body FROM actors",
    "names": "SELECT n.name, a.id, n.standing FROM names n JOIN actors a ON a.key = n.actor",
    "written": "SELECT a.id, w.form, r.id FROM written w JOIN actors a ON a.key = w.actor"
    " JOIN articles r ON r.key = w.article",
    "meetings": "SELECT m.id, m.status, m.first, p.id, m.country, m.sources, m.reports, m.disputed, m.changed"
    " FROM meetings m LEFT JOIN places p ON p.key = m.place",
    "places": "SELECT id, name, venue, country, body FROM places",
    "place_names": "SELECT n.name, p.id FROM place_names n JOIN places p ON p.key = n.place",
    "elsewhere": "SELECT p.id, m.id FROM elsewhere e JOIN places p ON p.key = e.place"
    " JOIN meetings m ON m.key = e.meeting",
    "told": "SELECT m.id, t.report FROM told t JOIN meetings m ON m.key = t.meeting",
    "records": "SELECT body, actor FROM records",
    "mentioned": "SELECT c.body, r.id, m.party FROM mentioned m JOIN records c ON c.key = m.record"
    " JOIN reports r ON r.key = m.report",
    "words": "SELECT id, words FROM reports",
    "traces": "SELECT t.key, t.first, t.last, t.own, r.id FROM traces t JOIN reports r ON r.key = t.report",
    "plans": "SELECT p.pair, p.first, p.last, p.planned, p.put_off, r.id FROM plans p"
    " JOIN reports r ON r.key = p.report",
    "said": "SELECT r.id, s.whole FROM said s JOIN reports r ON r.key = s.report",
    "circles": "SELECT m.id FROM circles c JOIN meetings m ON m.key = c.meeting",
    "settings": "SELECT name, value FROM settings WHERE name NOT IN ('revision', 'identity', 'rules', 'longest')",
}


def tables(archive: Archive) -> dict[str, list[str]]:
    """The rows of each table, sorted."""
    return {name: sorted(map(repr, archive.connection.execute(query))) for name, query in QUERIES.items()}


def sizes(archive: Archive) -> dict[str, int]:
    """How many rows each table has: none may refer to what is not there."""
    names = archive.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: archive.connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
        for (name,) in names
        if "_words" not in name and not name.startswith("sqlite_")
    }
