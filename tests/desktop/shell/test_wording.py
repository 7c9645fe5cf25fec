"""What stores read of a ticket is true also before anybody else has it."""

from desktop.shell import line, wording
from desktop.shell.line import LineState, LineStatus


def test_a_ticket_that_never_left_the_computer_is_with_nobody_yet() -> None:
    sentence, _, icon = wording.standing("new", None, waits=True)

    assert sentence == "Saved here, not sent yet"
    assert icon == "saved-here"


def test_a_ticket_with_a_number_says_how_it_stands_although_a_reply_waits() -> None:
    assert wording.standing("open", 413, waits=True)[0] == "We are looking into it"


def test_people_of_stores_are_told_by_their_role_and_the_desk_by_its_titles() -> None:
    assert wording.title_of("store_owner", "Owner") == "Store owner"
    assert wording.title_of("agent", "Payments and support") == "Payments and support"
    assert wording.title_of("agent", "") == "Agent"


def test_the_strip_says_which_end_is_to_be_updated() -> None:
    own = line.again_texts(LineState(LineStatus.UPGRADE, waiting=2))
    servers = line.again_texts(LineState(LineStatus.SERVER_OLD, waiting=2))

    assert own[0] == "This version is too old for the server."
    assert servers[0] == "The server is too old for this version."
    assert own[2] == servers[2] == "2 changes to send"


def test_the_strip_counts_what_waits_and_says_nothing_of_nothing() -> None:
    assert line.strip_texts(LineState(LineStatus.OFFLINE))[2] == ""
    assert line.strip_texts(LineState(LineStatus.OFFLINE, waiting=2))[2] == "2 changes to send"
