"""Signing in: a password for a session, or a sentence that says what to do."""

from __future__ import annotations

from domain.ids import RecordId
from sync.engine.address import server_address
from sync.engine.events import Failed, Refused
from sync.engine.transport import Transport
from sync.errors import (
    DeviceRevoked,
    NewPasswordNeeded,
    NotAServer,
    NotSecure,
    PasswordTooWeak,
    ServerUnreachable,
    SignInError,
    TooManyAttempts,
    UpgradeRequired,
    WrongPassword,
)
from sync.protocol.accounts import AskReset, ResetAsked, Session, SignIn
from sync.protocol.push import RefusalCode

BY_CODE: dict[str, type[SignInError]] = {
    RefusalCode.BAD_CREDENTIALS: WrongPassword,
    RefusalCode.UNAUTHORIZED: WrongPassword,
    RefusalCode.NEW_PASSWORD_NEEDED: NewPasswordNeeded,
    RefusalCode.WEAK_PASSWORD: PasswordTooWeak,
    RefusalCode.DEVICE_REVOKED: DeviceRevoked,
    RefusalCode.FORBIDDEN: DeviceRevoked,
    RefusalCode.UPGRADE_REQUIRED: UpgradeRequired,
    RefusalCode.UNAVAILABLE: ServerUnreachable,
    RefusalCode.NOT_FOUND: NotAServer,
    RefusalCode.METHOD_NOT_ALLOWED: NotAServer,
    RefusalCode.MALFORMED: NotAServer,
}
FOREIGN = ("not a", "status ")
"""How the reasons begin that `HttpTransport` gives for answers of somebody else."""
INSECURE = "SSLError"
"""How they begin where no secure connection came about: the server has none, or a certificate nobody vouches for."""


def sign_in(
    server_url: str, account: str, password: str, device: RecordId, device_name: str = "", new_password: str = ""
) -> Session:
    """Open a session over HTTP; `new_password` takes the place of a temporary one.

    Blocks up to a minute: not for the GUI thread.

    Raises:
        SignInError: One of its kinds, each with a sentence.
    """
    from sync.engine.http import HttpTransport

    transport = HttpTransport(server_address(server_url))
    try:
        return sign_in_over(transport, account, password, device, device_name, new_password)
    finally:
        transport.close()


def sign_in_over(
    transport: Transport,
    account: str,
    password: str,
    device: RecordId,
    device_name: str = "",
    new_password: str = "",
) -> Session:
    """Open a session over a transport; raises as `sign_in`."""
    request = SignIn(
        account=account.strip(), password=password, device=device, device_name=device_name, new_password=new_password
    )
    match transport.sign_in(request):
        case Session() as session:
            return session
        case Refused(refusal=refusal, retry_after_s=retry_after_s):
            if refusal.code == RefusalCode.TOO_MANY_REQUESTS:
                raise TooManyAttempts(max(retry_after_s, 1.0))
            raise BY_CODE.get(refusal.code, ServerUnreachable)(refusal.code)
        case Failed(reason):
            raise broken(reason)


def ask_reset(server_url: str, account: str) -> ResetAsked:
    """Have a link sent that sets a new password: whether there is such an account is told to nobody.

    Raises:
        SignInError: As `sign_in`.
    """
    from sync.engine.http import HttpTransport

    transport = HttpTransport(server_address(server_url))
    try:
        match transport.ask_openly("/auth/v1/reset", AskReset(account=account.strip()), ResetAsked):
            case ResetAsked() as asked:
                return asked
            case Refused(refusal=refusal, retry_after_s=retry_after_s):
                if refusal.code == RefusalCode.TOO_MANY_REQUESTS:
                    raise TooManyAttempts(max(retry_after_s, 1.0))
                raise BY_CODE.get(refusal.code, ServerUnreachable)(refusal.code)
            case Failed(reason):
                raise broken(reason)
    finally:
        transport.close()


def broken(reason: str) -> SignInError:
    """Return what a line means that brought no answer of a Mostrador server."""
    if reason.startswith(INSECURE):
        return NotSecure(reason)
    return (NotAServer if reason.startswith(FOREIGN) else ServerUnreachable)(reason)
