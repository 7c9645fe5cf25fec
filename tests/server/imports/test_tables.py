"""Plain CSV: columns by their names, in two languages, corrected by a mapping; and what mappings may say."""

from pathlib import Path

import pytest

from domain.words import Audience, Priority, Status
from server.imports.errors import MappingInvalid, UnreadableExport
from server.imports.mapping import ImportMapping, read_mapping
from server.imports.report import Fate, Problems
from server.imports.rows import read_rows
from server.imports.tabular import TabularExport
from server.imports.values import moment_of
from tests.server.imports.conftest import NOW, Desk, comment, sentences, ticket


@pytest.fixture
def tables(desk: Desk) -> Desk:
    """An empty folder for tables."""
    desk.mapping = ImportMapping(source="csv", name="Import")
    desk.open = lambda folder: TabularExport(folder, desk.mapping)
    return desk


def test_a_table_in_spanish_needs_no_mapping(tables: Desk) -> None:
    path = tables.folder / "incidencias.csv"
    path.write_text(
        "Nº;Asunto;Descripción;Correo;Nombre;Estado;Prioridad;Fecha;Etiquetas;Tienda;Modelo\r\n"
        '7;Horno frío;"No calienta\r\ndesde ayer";Rita@Old.example;Rita Sanz;En espera;Urgente;3/2/2024 9:05;'
        "horno, gas;centro;HX-2\r\n",
        encoding="cp1252",
        newline="",
    )
    tables.folder = path
    assert sentences(tables.run()) == []
    one = tables.ticket("7")
    assert (one.subject, one.status, one.priority) == ("Horno frío", Status.ON_HOLD, Priority.URGENT)
    assert (one.number, one.created_at.isoformat()) == (7, "2024-02-03T09:05:00+00:00")
    assert one.store_id == tables.world.ids["centro"]
    assert one.requester_id == tables.person("rita@old.example").id
    assert tables.person("rita@old.example").name == "Rita Sanz"
    assert tables.side("7").tags == ("gas", "horno")
    assert {message.body for message in tables.messages("7")} == {"No calienta\ndesde ayer", "- **Modelo:** HX-2"}


def test_tables_of_people_messages_and_changes_belong_together(tables: Desk) -> None:
    rita, greta, nine = "rita@old.example", "greta@old.example", "2024-02-03 09:00"
    tables.csv("tickets", [{"id": "1", "subject": "Oven", "requester": rita, "status": "open", "created": nine,
                            "assignee": "ana@panes.example", "team": "Tills"}])  # fmt: skip
    tables.csv("people", [{"email": rita, "name": "Rita", "role": "customer", "language": "es"},
                          {"email": greta, "name": "Greta", "role": "agent", "language": "en"}])  # fmt: skip
    tables.csv("messages", [
        {"ticket": "1", "author": rita, "text": "Cold", "public": "yes", "date": nine, "files": ""},
        {"ticket": "1", "author": greta, "text": "Fuse?", "public": "no", "date": "2024-02-03 10:00",
         "files": "a.txt; ../users.csv"},
        {"ticket": "2", "author": rita, "text": "?", "public": "yes", "date": "", "files": ""},
    ])  # fmt: skip
    change = {"ticket": "1", "field": "status", "before": "new", "after": "open", "by": greta, "at": "2024-02-03 10:00"}
    tables.csv("history", [change])
    (tables.folder / "attachments").mkdir()
    (tables.folder / "attachments" / "a.txt").write_text("text")
    tables.add_account("ana", "ana@panes.example")
    report = tables.run()
    assert sorted(sentences(report)) == [
        "messages.csv, line 3 (1), file: '../users.csv' is not in the export: put it there and import again.",
        "messages.csv, line 4, ticket: there is no ticket '2' in the table of tickets: left out.",
    ]
    one = tables.ticket("1")
    assert one.team_id == tables.world.ids["tills"]
    assert [(m.audience, m.body) for m in tables.messages("1")] == [
        (Audience.PUBLIC, "Cold"),
        (Audience.INTERNAL, "Fuse?"),
    ]
    assert [file.name for file in tables.attachments("1")] == ["a.txt"]
    assert [event.after for event in tables.events("1")] == ["open"]


def test_a_column_means_what_the_mapping_says(tables: Desk) -> None:
    tables.csv("tickets", [{"key": "1", "what": "Oven", "email": "rita@old.example"}])
    with pytest.raises(MappingInvalid, match='"tickets/NAME" = "id"'):
        tables.run()
    tables.mapping.of("columns").update({"tickets/key": "id", "tickets/what": "subject"})
    tables.run()
    assert tables.ticket("1").subject == "Oven"
    tables.mapping.of("columns")["tickets/what"] = "sujet"
    with pytest.raises(MappingInvalid, match="'sujet': choose id, subject"):
        tables.run()


def test_a_preview_changes_nothing_and_foretells_what_the_import_does(desk: Desk) -> None:
    desk.people()
    desk.csv("tickets", [ticket("1", description="a"), ticket("2", status="deleted"), ticket("3", requester_id="999")])
    desk.csv("ticket_comments", [comment("1", "1", "a"), comment("2", "9", "b"), comment("3", "3", "c")])
    head = desk.head()
    foreseen = desk.preview()
    assert desk.head() == head
    assert foreseen.fates["ticket"] == {Fate.NEW: 2, Fate.LEFT_OUT: 1}
    done = desk.run()
    assert foreseen.fates["ticket"] == done.fates["ticket"]
    assert foreseen.fates["person"] == done.fates["person"]
    assert foreseen.fates["message"] == done.fates["message"]
    assert sorted(sentences(foreseen)) == sorted(sentences(done))
    assert desk.preview().fates["ticket"] == {Fate.AS_BEFORE: 2, Fate.LEFT_OUT: 1}


def test_what_people_wrote_into_the_mapping_stays(desk: Desk, tmp_path: Path) -> None:
    desk.people()
    desk.csv("tickets", [ticket("1", description="a")])
    path = tmp_path / "mapping.toml"
    desk.preview()
    desk.mapping.of("groups")["7"] = "Stock"
    desk.mapping.write(path)
    desk.csv("tickets", [ticket("1", description="a"), ticket("2", status='odd "one"', description="b")])
    desk.mapping = read_mapping(path, source="zendesk", name="Zendesk")
    desk.preview()
    desk.mapping.write(path)
    again = read_mapping(path, source="zendesk", name="Zendesk")
    assert again.of("groups")["7"] == "Stock"
    assert again.of("statuses") == {"open": "open", 'odd "one"': "open"}
    assert path.stat().st_mode & 0o077 == 0
    desk.run()
    assert desk.ticket("1").team_id == desk.world.ids["stock"]


@pytest.mark.parametrize(
    ("section", "word", "meaning", "sentence"),
    [
        ("statuses", "open", "opened", "'opened': choose new, open"),
        ("statuses", "open", "closed/bored", "'bored': choose confirmed"),
        ("groups", "7", "Nowhere", "there is no team 'Nowhere' (there are: "),
        ("organisations", "50", "X9", "there is no store 'X9'"),
        ("roles", "end-user", "agent", "name the agents in [people]"),
        ("people", "200", "agent: Nowhere", "there is no team 'Nowhere'"),
        ("people", "200", "chief", "there is no role 'chief'"),
        ("people", "200", "= nobody", "there is no account 'nobody' here"),
        ("people", "200", "store_owner", "needs a store"),
        ("fields", "x", "y", "choose topic, type, priority, tag, note, skip"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused_in_a_sentence(
    desk: Desk, section: str, word: str, meaning: str, sentence: str
) -> None:
    desk.people()
    desk.csv("tickets", [ticket("1", description="a")])
    desk.mapping.of(section)[word] = meaning
    head = desk.head()
    with pytest.raises(MappingInvalid) as refused:
        desk.run()
    assert sentence in str(refused.value)
    assert desk.head() == head


def test_places_that_the_mapping_asks_for_are_made_once(desk: Desk) -> None:
    desk.people()
    desk.csv("tickets", [ticket("1", description="a", group_id="8", organization_id="51")])
    desk.mapping.of("groups").update({"8": "+ Ovens", "7": "+ ovens"})
    desk.mapping.of("organisations")["51"] = "+ E1"
    desk.mapping.region = next(one.name for one in desk.world_regions())
    desk.run()
    one = desk.ticket("1")
    assert one.team_id == desk.id_of("team/ovens")
    assert one.store_id == desk.id_of("store/e1")
    head = desk.head()
    desk.run()
    assert desk.head() == head


@pytest.mark.parametrize("text", ["[1, 2", '{"a": 1}\n{"b": \n{"c": 3}', "nonsense"])
def test_broken_json_is_told_and_what_is_whole_is_read(tmp_path: Path, text: str) -> None:
    (tmp_path / "tickets.json").write_text(text)
    problems = Problems()
    rows = list(read_rows(tmp_path / "tickets.json", problems))
    assert len(problems) >= 1
    assert [row.values for row in rows] == ([{"a": 1}, {"c": 3}] if "a" in text else [])


def test_json_is_read_in_every_shape(tmp_path: Path) -> None:
    for text in (
        '[{"id": 1}, {"id": 2}]',
        '{"id": 1}\n{"id": 2}\n',
        '{"tickets": [{"id": 1}, {"id": 2}], "next_page": null}',
        '{"tickets": [{"id": 1}]}\n{"tickets": [{"id": 2}]}\n',
        '\ufeff[\n  {\n "id": 1 },\n\n{"id": 2}\n]\n',
    ):
        (tmp_path / "tickets.json").write_text(text, "utf-8")
        problems = Problems()
        rows = list(read_rows(tmp_path / "tickets.json", problems, ("tickets",)))
        assert [row.text("id") for row in rows] == ["1", "2"]
        assert len(problems) == 0


def test_a_line_with_too_many_fields_is_told_and_the_next_one_read(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text('id,subject\n1,"a\nb"\n2,b,c\n\n3\n')
    problems = Problems()
    rows = list(read_rows(tmp_path / "t.csv", problems))
    assert [(row.place.number, row.text("id"), row.text("subject")) for row in rows] == [(2, "1", "a\nb"), (6, "3", "")]
    assert [problem.number for problem in problems] == [4]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2024-02-03 09:00:00", "2024-02-03T09:00:00+00:00"),
        ("2024-02-03T09:00:00.123Z", "2024-02-03T09:00:00.123000+00:00"),
        ("2024-02-03 09:00:00 +0200", "2024-02-03T07:00:00+00:00"),
        ("2024-02-03 09:00:00 UTC", "2024-02-03T09:00:00+00:00"),
        ("3/2/2024", "2024-02-03T00:00:00+00:00"),
        ("12/31/2023 18:00", "2023-12-31T18:00:00+00:00"),
        ("1706950800", "2024-02-03T09:00:00+00:00"),
        ("1970-01-01", None),
        ("2999-01-01", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("0000-00-00 00:00:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_moments_are_read_and_absurd_ones_are_none(text: str, found: str | None) -> None:
    moment = moment_of(text, NOW)
    assert (moment.isoformat() if moment else None) == found


def test_a_place_without_an_export_is_refused_in_a_sentence(desk: Desk, tables: Desk, tmp_path: Path) -> None:
    with pytest.raises(UnreadableExport, match="holds no table of tickets"):
        TabularExport(tmp_path / "nowhere", tables.mapping)
