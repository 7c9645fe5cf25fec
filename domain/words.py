"""The closed vocabularies of a support desk: status, priority, type, audience, visibility, permission."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Where a ticket stands. `pending` waits for the requester, `on_hold` for a third party."""

    NEW = "new"
    OPEN = "open"
    PENDING = "pending"
    ON_HOLD = "on_hold"
    RESOLVED = "resolved"
    CLOSED = "closed"


class CloseReason(StrEnum):
    """Why a ticket was closed."""

    CONFIRMED = "confirmed"
    NO_RESPONSE = "no_response"
    WITHDRAWN = "withdrawn"
    DUPLICATE = "duplicate"
    MERGED = "merged"
    NOT_REPRODUCIBLE = "not_reproducible"
    SPAM = "spam"


class CheckBack(StrEnum):
    """How far the question after a solution has come, whether its requester can work again."""

    PLANNED = "planned"
    ASKED = "asked"
    WORKS = "works"
    WORKS_NOT = "works_not"


class RatingReason(StrEnum):
    """What made somebody content with how their ticket was dealt with, or not."""

    FAST = "fast"
    CLEAR = "clear"
    FRIENDLY = "friendly"
    SOLVED = "solved"
    SLOW = "slow"
    UNCLEAR = "unclear"
    UNFRIENDLY = "unfriendly"
    NOT_SOLVED = "not_solved"


class TicketType(StrEnum):
    """What kind of work a ticket is, separate from its topic."""

    QUESTION = "question"
    INCIDENT = "incident"
    PROBLEM = "problem"
    TASK = "task"


class Priority(StrEnum):
    """How soon a ticket must be answered."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class Audience(StrEnum):
    """Who of those that see a ticket or an article sees one of its children. Internal readers see both."""

    PUBLIC = "public"
    INTERNAL = "internal"


class AttachmentState(StrEnum):
    """How far a file of a message has come: the message itself never waits for it."""

    ARRIVING = "arriving"
    """Announced; its bytes are with its author, or on their way."""
    READY = "ready"
    REFUSED = "refused"
    """The server does not take it: `refusal` says why."""


class ArticleStatus(StrEnum):
    """Life of an article. Only a published one is seen by readers."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class RevisionState(StrEnum):
    """What became of a text that somebody wrote for an article."""

    APPLIED = "applied"
    """It was the article's text."""
    MERGED = "merged"
    """It went into a merge with what somebody else had written meanwhile."""
    CONFLICT = "conflict"
    """It changes the same lines as what somebody else had written meanwhile: a draft, until somebody decides."""
    SETTLED = "settled"
    """It was in conflict, and somebody decided."""


class Visibility(StrEnum):
    """Who may read a published article: everybody, the franchise's people, the desk."""

    PUBLIC = "public"
    FRANCHISE = "franchise"
    INTERNAL = "internal"


class FieldKind(StrEnum):
    """What is asked for in one line of a topic's form."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    CHOICE = "choice"
    """One of its options."""
    CHOICES = "choices"
    """Any of its options."""
    DATE = "date"
    YES_NO = "yes_no"
    PHONE = "phone"
    EMAIL = "email"


class Channel(StrEnum):
    """How a ticket or a message came in."""

    DESKTOP = "desktop"
    PORTAL = "portal"
    EMAIL = "email"
    PHONE = "phone"
    CHAT = "chat"
    HELP = "help"
    """From the sign-in screen, by somebody without a session: nobody knows that it is who they say."""
    IMPORT = "import"


class VerificationMethod(StrEnum):
    """How somebody of the desk made sure that it is who they say."""

    CALL_BACK = "call_back"
    """Called under the number that the franchise has of the store or the person, not one from the ticket."""
    EMAIL_CODE = "email_code"
    """They read out a code that was sent to the account's mail address; the server compares it."""
    QUESTIONS = "questions"
    MANAGER = "manager"
    """A store owner of theirs, or a team lead, vouches for them."""


class AccountStep(StrEnum):
    """What somebody of the desk does to the account that a ticket is about."""

    LOCK = "lock"
    END_SESSIONS = "end_sessions"
    VOID_PASSWORD = "void_password"  # noqa: S105 - a step's name
    """Nobody signs in with the password of now; a link brings another one."""
    SEND_RESET = "send_reset"
    TEMPORARY_PASSWORD = "temporary_password"  # noqa: S105 - a step's name
    """One that the server makes and tells once: it alone may say that it did."""
    UNLOCK = "unlock"


class Origin(StrEnum):
    """From where a change came."""

    DESKTOP = "desktop"
    PORTAL = "portal"
    EMAIL = "email"
    API = "api"
    MACRO = "macro"
    """Somebody ran one: it did several things at once."""
    TIMER = "timer"
    """A moment had come for which somebody had asked."""
    HELP = "help"
    """Somebody without a session, from the sign-in screen or by the link they were given."""
    CONSOLE = "console"
    """The server's own commands."""
    IMPORT = "import"


class Permission(StrEnum):
    """What a role allows; roles are records, so administrators may change which role has which."""

    TICKET_CREATE = "ticket.create"
    TICKET_REPLY = "ticket.reply"
    TICKET_NOTE = "ticket.note"
    TICKET_WORK = "ticket.work"
    """Answer as the desk: change status, priority, assignee, team, topic, tags of tickets in one's teams."""
    DESK_ALL = "desk.all"
    """See and work the tickets of every team."""
    FRANCHISE_READ = "franchise.read"
    """Read what the franchise's people see: stores, names, articles for the franchise."""
    DESK_READ = "desk.read"
    """Read what is for the desk: internal articles, internal notes of tickets one sees."""
    DESK_SHARE = "desk.share"
    """Write what the whole desk works with, such as its saved replies."""
    KB_EDIT = "kb.edit"
    KB_PUBLISH = "kb.publish"
    ADMIN = "admin"


class Right(StrEnum):
    """What a grant on a team allows."""

    READ = "read"
    CREATE = "create"
    CHANGE = "change"
    OVERVIEW = "overview"
    FULL = "full"


class NotificationKind(StrEnum):
    """What a notification tells."""

    REPLY = "reply"
    NOTE = "note"
    ASSIGNED = "assigned"
    STATUS = "status"
    MENTION = "mention"
    TO_LEAD = "to_lead"
    """A requester is dissatisfied, or says again that it is not solved: the receiver leads the team."""
    AWAITED = "awaited"
    """The desk waits for the receiver's answer, and has reminded them."""
    CHECK_BACK = "check_back"
    """The receiver is asked whether they can work again."""
    RATED = "rated"
    """A requester has said how the receiver dealt with their ticket."""
    ASKED = "asked"
    """A customer asks the receiver's store."""
    ESCALATED = "escalated"
    """A ticket has come up to the receiver's team."""
    REMINDER = "reminder"
    """The receiver owes a word: to the requester, or to a third party."""
    WOKE = "woke"
    """A ticket that the receiver had snoozed, or works on, is back."""
    OVERWRITTEN = "overwritten"
    """Somebody who had not seen it replaced what the receiver had set."""
