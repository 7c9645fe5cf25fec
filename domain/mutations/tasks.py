"""What is still to be done for a ticket: a checklist for the desk alone, each item with who, and whether it is done."""

from __future__ import annotations

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.mutations.mentions import called, with_followers
from domain.mutations.on_tickets import TicketArgs, desk_of, record_event, workable
from domain.mutations.registry import Context, RecordStore, checked_text, mutation
from domain.records import Task, Ticket, TicketDesk

TITLE_LONGEST = 200
TASKS_MOST = 60


class AddTasks(TicketArgs, frozen=True, kw_only=True):
    """Items below those that are there, each a line of words."""

    titles: tuple[str, ...]
    assignee_id: RecordId | None = None


class SetTask(TicketArgs, frozen=True, kw_only=True):
    """What is not given stays as it is: two people who change one item at once do not undo each other."""

    task_id: RecordId
    done: bool | UnsetType = UNSET
    title: str | UnsetType = UNSET
    assignee_id: RecordId | None | UnsetType = UNSET


class DropTask(TicketArgs, frozen=True, kw_only=True):
    """An item is not wanted any more."""

    task_id: RecordId


@mutation("ticket.add_tasks")
def add(store: RecordStore, context: Context, args: AddTasks) -> None:
    """Add items to the checklist."""
    ticket = workable(store, context, args)
    desk = desk_of(store, ticket)
    if not args.titles or len(desk.tasks) + len(args.titles) > TASKS_MOST:
        raise MutationRejected(RejectCode.INVALID, field="titles", count=len(args.titles), most=TASKS_MOST)
    titles = [checked_text(" ".join(title.split()), "titles", longest=TITLE_LONGEST) for title in args.titles]
    whose = _whose(store, context, ticket, args.assignee_id)
    made = [
        Task(id=context.derived_id(f"task/{place}"), title=title, assignee_id=whose)
        for place, title in enumerate(titles)
    ]
    # A client may do it again over what the server has made of it already.
    known = {task.id for task in desk.tasks}
    new = tuple(task for task in made if task.id not in known)
    for task in new:
        record_event(store, context, ticket, "task", "", task.title, label=task.id)
    store.put(replace(desk, tasks=(*desk.tasks, *new)))


@mutation("ticket.set_task")
def change(store: RecordStore, context: Context, args: SetTask) -> None:
    """Tick an item or take the tick away, word it anew, give it to somebody."""
    ticket = workable(store, context, args)
    desk = desk_of(store, ticket)
    before = _task(desk, args.task_id)
    after = before
    if args.title is not UNSET:
        after = replace(after, title=checked_text(" ".join(args.title.split()), "title", longest=TITLE_LONGEST))
        if after.title != before.title:
            record_event(store, context, ticket, "task", before.title, after.title)
    if args.assignee_id is not UNSET and args.assignee_id != before.assignee_id:
        after = replace(after, assignee_id=_whose(store, context, ticket, args.assignee_id))
    if args.done is not UNSET and args.done is not (before.done_by_id is not None):
        after = replace(after, done_by_id=context.actor.user_id if args.done else None)
        record_event(store, context, ticket, "task_done", *(("", after.title) if args.done else (after.title, "")))
    if after != before:
        store.put(replace(desk, tasks=tuple(after if one.id == before.id else one for one in desk.tasks)))


@mutation("ticket.drop_task")
def drop(store: RecordStore, context: Context, args: DropTask) -> None:
    """Take an item off the checklist; nothing to do if somebody has done so already."""
    ticket = workable(store, context, args)
    desk = desk_of(store, ticket)
    gone = [one for one in desk.tasks if one.id == args.task_id]
    for task in gone:
        record_event(store, context, ticket, "task", task.title, "")
        store.put(replace(desk, tasks=tuple(one for one in desk.tasks if one.id != task.id)))


def _task(desk: TicketDesk, task_id: RecordId) -> Task:
    """Return the item.

    Raises:
        MutationRejected: GONE.
    """
    found = next((one for one in desk.tasks if one.id == task_id), None)
    if found is None:
        raise MutationRejected(RejectCode.GONE, kind="task", id=task_id)
    return found


def _whose(store: RecordStore, context: Context, ticket: Ticket, user_id: RecordId | None) -> RecordId | None:
    """Return whose an item is to be; they follow the ticket from then on, or they would not see it.

    Raises:
        MutationRejected: INVALID, if they do not read for the desk.
    """
    if user_id is None:
        return None
    if not called(store, [user_id]):
        raise MutationRejected(RejectCode.INVALID, field="assignee_id", id=user_id)
    followed = with_followers(store, ticket, context, [user_id])
    if followed is not ticket:
        store.put(followed)
    return user_id
