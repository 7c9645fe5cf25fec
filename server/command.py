"""The `mostrador-server` command: init, serve, user and structure, import, export, backup, mail, check and more."""

from __future__ import annotations

import argparse
import getpass
import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from domain.errors import MutationRejected
from domain.words import Visibility
from server.accounts.administration import Administration
from server.accounts.errors import AccountError
from server.accounts.passwords import generated_password
from server.blobs.opening import open_store
from server.commands import check, closing, importing, init, restored, structure, transferring, users
from server.commands.errors import CommandError
from server.commands.opening import console, only_space, opened, read_settings
from server.db.database import utc_now
from server.db.errors import StorageError
from server.imports.errors import ImportRefused
from server.knowledge.errors import KnowledgeError
from server.knowledge.folder import read_folder
from server.knowledge.importer import import_folder
from server.mail.upkeep import retry_parked
from server.migrations.errors import MigrationError
from server.settings import Settings
from server.tidying import tidy
from server.transfer.errors import TransferRefused

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]
KNOWN = (CommandError, StorageError, MigrationError, AccountError, KnowledgeError, ImportRefused, TransferRefused)
"""What a command may stumble over: told in a sentence. Anything else is a bug and shows its trace."""
ROLES = "customer, store_staff, store_owner, light_agent, agent, team_lead or admin"
SETTINGS = (
    "Settings stand in DIR/server.toml, or in variables named MOSTRADOR_ and the setting (MOSTRADOR_PORT): host, port, "
    "database_url, access_ttl_s, head_poll_ms, redis_url, tombstone_days, log_json, file_mb_most, files_url, "
    "files_endpoint, contact_days, api_per_minute, api_changes_per_minute, smtp_url, mail_from, mail_reply_to, "
    "public_url. "
    "A PostgreSQL URL (postgresql://user:password@host/name) as database_url, or in "
    "MOSTRADOR_DATABASE_URL, makes a new server on PostgreSQL: give it before `init`."
)
FAILED = 2
FOUND_PROBLEMS = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the process's exit code."""
    given = parser().parse_args(arguments)
    # What a command has done it says itself; `serve` sets up the log of a server.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    act: Callable[[argparse.Namespace, Settings], int] = given.act
    try:
        return act(given, read_settings(given.data, **{name: getattr(given, name, None) for name in ("host", "port")}))
    except MutationRejected as error:
        print(f"mostrador-server: {_sentence(error)}", file=sys.stderr)
        return FAILED
    except KNOWN as error:
        print(f"mostrador-server: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return 130


def _sentence(error: MutationRejected) -> str:
    """Return what a rule says no to, for whoever typed the command."""
    field, longest = error.detail.get("field"), error.detail.get("longest")
    if field and longest:
        return f"The {field} is empty or longer than {longest} characters: give another."
    return f"The rules say no ({error.code}{f': {field}' if field else ''}); nothing was changed."


def parser() -> argparse.ArgumentParser:
    """Return what the command line may say."""
    common = argparse.ArgumentParser(add_help=False)
    top = argparse.ArgumentParser(prog="mostrador-server", description="The server of Mostrador.", epilog=SETTINGS)
    # Before or after the command: the inner parser must not overwrite what the outer one has read.
    for parser_, default in ((top, None), (common, argparse.SUPPRESS)):
        parser_.add_argument(
            "--data", type=Path, metavar="DIR", default=default, help="the server's folder (default: ./mostrador-data)"
        )
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    _add_init(
        commands.add_parser(
            "init", parents=[common], help="make a new server, or bring an old one up to date", epilog=SETTINGS
        )
    )
    _add_serve(commands.add_parser("serve", parents=[common], help="answer requests", epilog=SETTINGS))
    _add_user(commands.add_parser("user", help="add, change, list and disable accounts"), common)
    _add_structure(commands, common)
    _add_closing(commands, common)
    _add_import(commands.add_parser("import", help="bring articles, or another desk's tickets, in"), common)
    transferring.add_parsers(commands, common)
    mails = commands.add_parser("mail", help="look after mails that could not leave")
    retrying = mails.add_subparsers(required=True, metavar="ACTION").add_parser(
        "retry", parents=[common], help="try those again that were given up"
    )
    retrying.set_defaults(act=_mail_retry)
    checking = commands.add_parser("check", parents=[common], help="look whether everything is whole")
    checking.add_argument("--rebuild-search", action="store_true", help="build the search index anew first")
    checking.add_argument("--recount", action="store_true", help="count the tickets of every view anew first")
    checking.add_argument("--read-files", action="store_true", help="read every file and compare it with its hash, too")
    checking.set_defaults(act=_check)
    tidying = commands.add_parser("tidy", parents=[common], help="forget old deletions now, as a running server does")
    tidying.set_defaults(act=_tidy)
    putting_back = commands.add_parser(
        "restored", parents=[common], help="the database was put back from a copy: get back what devices still have"
    )
    putting_back.set_defaults(act=_restored)
    return top


def _add_init(command: argparse.ArgumentParser) -> None:
    command.add_argument("--space", default=init.First.space, help="name of the franchise")
    command.add_argument("--team", default=init.First.team, help="name of the first team")
    command.add_argument("--region", default=init.First.region, help="name of the first region")
    command.add_argument("--store", default=init.First.store, help="name of the first store")
    command.add_argument("--locale", default=init.First.locale, help="language: en or es")
    command.add_argument("--admin", default=init.First.admin, help="account of the administrator")
    command.add_argument("--password-stdin", action="store_true", help="read the administrator's password")
    command.set_defaults(act=_init)


def _add_serve(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", help="address to listen on (default: 127.0.0.1)")
    command.add_argument("--port", type=int, help="port to listen on (default: 8420; 0: any)")
    command.set_defaults(act=_serve)


def _add_user(command: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(required=True, metavar="ACTION")
    add = actions.add_parser("add", parents=[common], help="add an account")
    add.add_argument("name", metavar="NAME", help="what is typed to sign in")
    add.add_argument("--role", required=True, help=ROLES)
    add.add_argument("--store", action="append", default=[], help="a store, by name or code; may be repeated")
    add.add_argument("--team", action="append", default=[], help="a team, by name; may be repeated")
    add.add_argument("--full-name", default="", help="as others see it")
    add.add_argument("--email", default="", help="where mails about their tickets go")
    add.add_argument("--locale", default="en", help="language: en or es")
    add.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    add.set_defaults(act=_user_add)
    change = actions.add_parser("change", parents=[common], help="give another role, other stores or other teams")
    change.add_argument("name", metavar="NAME")
    change.add_argument("--role", help=ROLES)
    for what in ("store", "team"):
        places = change.add_mutually_exclusive_group()
        places.add_argument(f"--{what}", action="append", help=f"a {what} in place of those so far; may be repeated")
        places.add_argument(f"--no-{what}", dest=what, action="store_const", const=[], help=f"no {what} any more")
    change.set_defaults(act=_user_change)
    mail = actions.add_parser("mail", parents=[common], help="give an account another mail address")
    mail.add_argument("name", metavar="NAME")
    mail.add_argument("address", metavar="ADDRESS", help='name@example.com; "" for none')
    mail.set_defaults(act=_user_mail)
    listing = actions.add_parser("list", parents=[common], help="show every account")
    listing.set_defaults(act=_user_list)
    for name, act, text in (
        ("disable", _user_disable, "no sign-in any more; what is on the devices stays"),
        ("enable", _user_enable, "let a disabled account in again"),
        ("revoke-devices", _user_revoke, "every device of the account wipes its data"),
        ("password", _user_password, "set a new password"),
    ):
        action = actions.add_parser(name, parents=[common], help=text)
        action.add_argument("name", metavar="NAME")
        if act is _user_password:
            action.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
            action.add_argument("--keep-sessions", action="store_true", help="do not sign the account out everywhere")
        action.set_defaults(act=act)


def _add_structure(commands: _Commands, common: argparse.ArgumentParser) -> None:
    for kind in structure.MAKERS:
        actions = commands.add_parser(kind, help=f"add and list {kind}s").add_subparsers(
            required=True, metavar="ACTION"
        )
        add = actions.add_parser("add", parents=[common], help=f"add a {kind}")
        add.add_argument("name", metavar="KEY" if kind == "topic" else "NAME")
        if kind == "store":
            add.add_argument("--code", required=True, help="short, as on the till; names the store in other commands")
            add.add_argument("--region", required=True, help="its region, by name")
            add.add_argument("--city", default="")
            add.add_argument("--phone", default="")
            add.add_argument("--locale", help="language: en or es (default: the franchise's)")
        if kind == "topic":
            add.add_argument("--en", required=True, help="its name in English")
            add.add_argument("--es", required=True, help="its name in Spanish")
            add.add_argument("--team", help="the team its tickets go to")
            add.add_argument("--protected", action="store_true", help="verify who it is before anything sensitive")
            protecting = actions.add_parser(
                "protect", parents=[common], help="verify who it is before anything sensitive under a topic"
            )
            protecting.add_argument("key", metavar="KEY")
            protecting.add_argument("--off", action="store_true", help="no more")
            protecting.set_defaults(act=_topic_protect)
        add.set_defaults(act=_structure_add, kind=kind)
        if kind == "team":
            lead = actions.add_parser("lead", parents=[common], help="say who hears of the dissatisfied")
            lead.add_argument("name", metavar="NAME")
            lead.add_argument("person", metavar="PERSON", help='an account, or a full name; "" for nobody')
            lead.set_defaults(act=_team_lead)
        if kind == "topic":
            asking = actions.add_parser("check-back", parents=[common], help="ask later whether a solution works")
            asking.add_argument("name", metavar="KEY")
            asking.add_argument("days", metavar="DAYS", type=int, help="so many days after it; 0: do not ask")
            asking.set_defaults(act=_topic_check_back)
        listing = actions.add_parser("list", parents=[common], help=f"show every {kind}")
        listing.set_defaults(act=_structure_list, kind=kind)


def _add_closing(commands: _Commands, common: argparse.ArgumentParser) -> None:
    command = commands.add_parser(
        "closing", parents=[common], help="show, or say, when tickets close by themselves; days, 0 for never"
    )
    command.add_argument("--remind", type=int, nargs="*", metavar="DAYS", help="when to remind who owes an answer")
    command.add_argument("--close", type=int, metavar="DAYS", help="when to close without an answer")
    command.add_argument(
        "--confirm", type=int, metavar="DAYS", help="when to close what is solved and not complained of"
    )
    command.add_argument("--rate", type=int, metavar="DAYS", help="for how long after a solution it may be rated")
    command.set_defaults(act=_closing)


def _add_import(command: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    what = command.add_subparsers(required=True, metavar="WHAT")
    kb = what.add_parser("kb", parents=[common], help="a folder of Markdown, one folder per language in it")
    kb.add_argument("folder", type=Path, metavar="DIR")
    kb.add_argument("--visibility", choices=[str(v) for v in Visibility], default=str(Visibility.FRANCHISE),
                    help="of articles that do not say it themselves")  # fmt: skip
    kb.set_defaults(act=_import_kb)
    importing.add_parsers(what, common)
    transferring.add_import(what, common)


def _init(given: argparse.Namespace, settings: Settings) -> int:
    if init.is_initialised(settings):
        print("The server is there already and up to date; nothing else was changed.")
        return 0
    init.check_names(space=given.space, team=given.team, region=given.region, store=given.store)
    init.check_administrator(given.admin, given.locale)
    password, was_generated = _password(given.password_stdin, f"Password for {given.admin} (empty: make one up): ")
    first = init.First(
        space=given.space, team=given.team, region=given.region, store=given.store,
        locale=given.locale, admin=given.admin, password=password,
    )  # fmt: skip
    init.initialise(settings, first)
    print(f"Made {given.space} in {settings.data_path}, with the account {given.admin}.")
    if was_generated:
        print(f"Its password is {password} (shown only now).")
    print(f"Start it with: mostrador-server serve --data {settings.data_path}")
    return 0


def _serve(given: argparse.Namespace, settings: Settings) -> int:
    from server.commands.serve import serve  # FastAPI and uvicorn: half a second no other command pays

    serve(settings, lambda line: print(line, flush=True))
    return 0


def _user_add(given: argparse.Namespace, settings: Settings) -> int:
    password, was_generated = _password(given.password_stdin, f"Password for {given.name} (empty: make one up): ")
    wanted = users.Wanted(
        name=given.name, password=password, role=given.role, full_name=given.full_name, email=given.email,
        locale=given.locale, stores=given.store, teams=given.team,
    )  # fmt: skip
    with opened(settings) as database:
        users.add(database, wanted)
    print(f"Added {given.name}.")
    if was_generated:
        print(f"The password is {password} (shown only now).")
    return 0


def _user_change(given: argparse.Namespace, settings: Settings) -> int:
    if given.role is None and given.store is None and given.team is None:
        raise CommandError("Nothing is to be changed: give --role, --store or --team.")
    with opened(settings) as database:
        users.change(database, given.name, role=given.role, stores=given.store, teams=given.team)
    print(f"Changed {given.name}.")
    return 0


def _user_mail(given: argparse.Namespace, settings: Settings) -> int:
    with opened(settings) as database:
        Administration(database).set_email(given.name, given.address)
    print(f"Mails for {given.name} go to {given.address}." if given.address.strip() else f"{given.name} gets no mails.")
    return 0


def _structure_add(given: argparse.Namespace, settings: Settings) -> int:
    with opened(settings) as database:
        name = structure.add(database, given.kind, vars(given))
    print(f"Added the {given.kind} {name}.")
    return 0


def _topic_protect(given: argparse.Namespace, settings: Settings) -> int:
    with opened(settings) as database:
        structure.protect(database, given.key, protected=not given.off)
    print(f"Under {given.key} identity {'comes first' if not given.off else 'is verified no more'}.")
    return 0


def _structure_list(given: argparse.Namespace, settings: Settings) -> int:
    with opened(settings) as database:
        print(*structure.table(database, given.kind), sep="\n")
    return 0


def _team_lead(given: argparse.Namespace, settings: Settings) -> int:
    with opened(settings) as database:
        name = closing.set_lead(database, given.name, given.person)
    print(f"Who is dissatisfied with {name} is heard by {given.person.strip() or 'nobody'}.")
    return 0


def _topic_check_back(given: argparse.Namespace, settings: Settings) -> int:
    with opened(settings) as database:
        key = closing.set_check_back(database, given.name, given.days)
    print(f"{key}: asked {given.days} days after a solution." if given.days else f"{key}: not asked after a solution.")
    return 0


def _closing(given: argparse.Namespace, settings: Settings) -> int:
    wanted = {"remind": given.remind, "close": given.close, "confirm": given.confirm, "rate": given.rate}
    with opened(settings) as database:
        if any(value is not None for value in wanted.values()):
            closing.set_policy(database, **wanted)
        print(*closing.sentences(closing.policy(database)), sep="\n")
    return 0


def _user_list(given: argparse.Namespace, settings: Settings) -> int:
    with opened(settings) as database:
        print(*users.table(Administration(database).list(only_space(database))), sep="\n")
    return 0


def _user_disable(given: argparse.Namespace, settings: Settings) -> int:
    return _lock(given, settings, locked=True)


def _user_enable(given: argparse.Namespace, settings: Settings) -> int:
    return _lock(given, settings, locked=False)


def _lock(given: argparse.Namespace, settings: Settings, *, locked: bool) -> int:
    with opened(settings) as database:
        with database.read(only_space(database)) as reader:
            actor = console(reader)
        Administration(database).set_locked(actor, given.name, locked=locked)
    print(f"{given.name} may {'no longer' if locked else 'again'} sign in.")
    return 0


def _user_revoke(given: argparse.Namespace, settings: Settings) -> int:
    with opened(settings) as database:
        count = Administration(database).revoke_devices(given.name)
    print(f"At their next contact, devices of {given.name} wipe their data: {count}.")
    return 0


def _user_password(given: argparse.Namespace, settings: Settings) -> int:
    password, was_generated = _password(given.password_stdin, f"New password for {given.name} (empty: make one up): ")
    with opened(settings) as database:
        ended = Administration(database).set_password(given.name, password, keep_sessions=given.keep_sessions)
    print(f"{given.name} has a new password" + (f": {password} (shown only now)." if was_generated else "."))
    if ended:
        print(f"At their next contact, devices are asked for it: {ended}.")
    return 0


def _import_kb(given: argparse.Namespace, settings: Settings) -> int:
    with opened(settings) as database:
        space_id = only_space(database)
        with database.read(space_id) as reader:
            actor = console(reader)
        folder = read_folder(given.folder, visibility=Visibility(given.visibility))
        report = import_folder(database, space_id, actor, folder, utc_now(), progress=_progress)
    print(*report.lines(), sep="\n")
    return FOUND_PROBLEMS if report.unreadable else 0


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} of {total} articles", end="\n" if done == total else "", file=sys.stderr, flush=True)


def _mail_retry(_: argparse.Namespace, settings: Settings) -> int:
    with opened(settings) as database:
        count = retry_parked(database, utc_now())
    print(f"Mails that are tried again: {count}.")
    return 0


def _check(given: argparse.Namespace, settings: Settings) -> int:
    problems = 0
    with opened(settings) as database:
        for finding in check.check(
            database,
            open_store(settings),
            rebuild_search=given.rebuild_search,
            read_files=given.read_files,
            recount=given.recount,
        ):
            problems += finding.is_problem
            print(("PROBLEM  " if finding.is_problem else "ok       ") + finding.sentence)
    print(f"{problems} problems." if problems else "Everything is in order.")
    return FOUND_PROBLEMS if problems else 0


def _tidy(_: argparse.Namespace, settings: Settings) -> int:
    with opened(settings) as database:
        count = tidy(database, utc_now(), settings.tombstone_days)
    print(f"Forgot {count} deletions that are older than {settings.tombstone_days} days.")
    return 0


def _restored(_: argparse.Namespace, settings: Settings) -> int:
    with opened(settings) as database:
        only_space(database)
        restored.restored(database)
    print("A new history begins: at their next contact devices bring what the copy lacks, up to seven days back.")
    return 0


def _password(from_stdin: bool, prompt: str) -> tuple[str, bool]:
    """Return a password and whether it was made up: from standard input, asked for, or made up."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n"), False
    typed = getpass.getpass(prompt) if sys.stdin.isatty() else ""
    return (typed, False) if typed else (generated_password(), True)


if __name__ == "__main__":
    sys.exit(main())
