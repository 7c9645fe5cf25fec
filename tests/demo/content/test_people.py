"""The people and stores of the demo: enough of them, and all of them somewhere."""

from __future__ import annotations

from demo.content.people import PEOPLE, PEOPLE_BY_HANDLE, REGIONS, STORES, STORES_BY_KEY, TEAMS, desk, people_of
from demo.content.saved_replies import SAVED_REPLIES
from demo.content.topics import TOPICS
from domain.placeholders import expand, unknown_names
from domain.roles import BUILT_IN


def test_there_are_enough_stores_regions_teams_and_agents() -> None:
    assert len(STORES) >= 14
    assert {store.region for store in STORES} == {region.key for region in REGIONS}
    assert len(REGIONS) == len(TEAMS) == 3
    assert len(desk()) >= 8
    assert {"team_lead", "admin", "light_agent", "agent"} <= {person.role for person in desk()}


def test_handles_and_store_codes_are_unique() -> None:
    assert len(PEOPLE_BY_HANDLE) == len(PEOPLE)
    assert len(STORES_BY_KEY) == len({store.code for store in STORES}) == len(STORES)


def test_everybody_belongs_to_stores_or_teams_that_exist() -> None:
    for person in PEOPLE:
        assert person.role in BUILT_IN
        assert bool(person.stores) != bool(person.teams)
        assert set(person.stores) <= set(STORES_BY_KEY)
        assert set(person.teams) <= {team.key for team in TEAMS}


def test_every_store_has_one_owner_and_staff() -> None:
    for store in STORES:
        owner, *staff = people_of(store.key)
        assert owner.role == "store_owner"
        assert staff
        assert all(person.role == "store_staff" for person in staff)


def test_some_owners_have_several_stores() -> None:
    assert sum(len(person.stores) >= 2 for person in PEOPLE if person.role == "store_owner") >= 3


def test_what_the_desk_sends_often_has_variables_that_there_are_and_a_shortcut_of_its_own() -> None:
    assert len({reply.shortcut for reply in SAVED_REPLIES}) == len(SAVED_REPLIES)
    for reply in SAVED_REPLIES:
        assert unknown_names(reply.en + reply.es) == ()
        assert expand(reply.en, {}).text.count("{{") <= 2, "a word for where a value is empty"


def test_a_team_has_its_lead_and_a_topic_has_its_team() -> None:
    for team in TEAMS:
        assert team.key in PEOPLE_BY_HANDLE[team.lead].teams
    assert {topic.team for topic in TOPICS} <= {team.key for team in TEAMS}
    assert len(TOPICS) >= 14


def test_stores_open_before_they_close_and_know_their_time_zone() -> None:
    for store in STORES:
        assert len(store.hours) == 7
        assert all(day.opens < day.closes for day in store.hours if day)
        assert store.zone.key.startswith("Europe/")
        assert store.opens.count(":") == 2
