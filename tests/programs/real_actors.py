"""Actors with mailboxes and supervision: typed messages, restarts with back-off, ask and tell, a metaclass registry."""
import asyncio
import functools
import inspect
import operator
import traceback
import types
import weakref
from abc import ABC, abstractmethod
from collections import deque
from contextvars import ContextVar
from dataclasses import KW_ONLY, dataclass, replace
from typing import Any, Awaitable, Callable, Generic, Optional, TypeVar, Union

M = TypeVar("M", contravariant=True)
trace_id: ContextVar[str] = ContextVar("trace_id", default="-")


def log(*words: Any) -> None:
    print(f"{asyncio.get_running_loop().time():6.2f} {trace_id.get():>4}", *words)


class Stop:
    def __new__(cls):
        if not hasattr(cls, "one"):
            cls.one = super().__new__(cls)
        return cls.one

    def __repr__(self) -> str:
        return "STOP"


@dataclass(frozen=True)
class Deposit:
    amount: int
    _: KW_ONLY
    note: str = ""


@dataclass(frozen=True)
class Withdraw:
    amount: int


@dataclass(frozen=True)
class Balance:
    pass


Command = Union[Deposit, Withdraw, Balance]


class Handlers(type):
    """Collects the methods marked with @on into a table by type of message."""

    def __new__(metacls, name, bases, namespace, **options):
        cls = super().__new__(metacls, name, bases, namespace)
        inherited = (getattr(base, "table", {}) for base in reversed(bases))
        own = {kind: value for value in namespace.values() for kind in getattr(value, "handles", ())}
        cls.table = functools.reduce(operator.or_, inherited, {}) | own
        cls.restarts = options.get("restarts", 2)
        return cls

    def __init__(cls, name, bases, namespace, **options):
        super().__init__(name, bases, namespace)


def on(*kinds: type) -> Callable:
    def mark(method):
        method.handles = kinds
        return method
    return mark


class Actor(Generic[M], metaclass=type("ActorMeta", (Handlers,), {})):
    alive: "weakref.WeakValueDictionary[str, Actor]" = weakref.WeakValueDictionary()

    def __init__(self, name: str) -> None:
        self.name, self.mailbox = name, asyncio.Queue()
        self.failures: deque[str] = deque(maxlen=3)
        self.alive[name] = self
        self.setup()

    def setup(self) -> None:
        """What a restart begins with."""

    def tell(self, message: M) -> None:
        self.mailbox.put_nowait((message, None, trace_id.get()))

    async def ask(self, message: M, timeout: Optional[float] = 1) -> Any:
        reply = asyncio.get_running_loop().create_future()
        self.mailbox.put_nowait((message, reply, trace_id.get()))
        async with asyncio.timeout(timeout):
            return await reply

    async def one(self) -> bool:
        message, reply, trace = await self.mailbox.get()
        trace_id.set(trace)
        if message is Stop():
            return False
        handler = next((self.table[kind] for kind in type(message).__mro__ if kind in self.table), None)
        try:
            if handler is None:
                raise TypeError(f"{type(self).__name__} takes no {type(message).__name__}")
            result = handler(self, message)
            result = await result if inspect.isawaitable(result) else result
        except Exception as error:
            if reply is not None and not reply.cancelled():
                reply.set_exception(error)
            raise
        if reply is not None and not reply.done():
            reply.set_result(result)
        return True

    async def life(self) -> None:
        for attempt in range(self.restarts + 1):
            try:
                while await self.one():
                    pass
                return log(self.name, "stops")
            except Exception as error:
                *_, where = traceback.extract_tb(error.__traceback__)
                self.failures.append(f"{type(error).__name__} in {where.name}")
                if attempt == self.restarts:
                    raise RuntimeError(f"{self.name} gives up") from error
                pause = 0.25 * 2 ** attempt
                log(self.name, "failed:", error, f"-> restart in {pause} s")
                await asyncio.sleep(pause)
                self.setup()


class Account(Actor[Command], restarts=1):
    def setup(self) -> None:
        self.balance, self.journal = 0, []

    @on(Deposit)
    def deposit(self, message: Deposit) -> int:
        self.balance += message.amount
        self.journal.append(message)
        return self.balance

    @on(Withdraw)
    async def withdraw(self, message: Withdraw) -> int:
        await asyncio.sleep(0.1)
        if message.amount > self.balance:
            raise ValueError(f"{self.balance} < {message.amount}")
        return self.deposit(Deposit(-message.amount, note="out"))

    @on(Balance)
    async def tell_balance(self, _: Balance) -> types.SimpleNamespace:
        await asyncio.sleep(2 if self.balance > 1000 else 0)
        return types.SimpleNamespace(name=self.name, balance=self.balance)


class Loud(Account, restarts=3):
    @on(str, int)
    def shout(self, message):
        log(self.name, str(message).upper())


def traced(name: str):
    def wrap(function: Callable[..., Awaitable]):
        @functools.wraps(function)
        async def inner(*args, **kwargs):
            token = trace_id.set(name)
            try:
                return await function(*args, **kwargs)
            finally:
                trace_id.reset(token)
        return inner
    return wrap


@traced("t1")
async def teller(account: Account) -> None:
    for message in (Deposit(100), Withdraw(30), replace(Deposit(5, note="gift"), amount=7), Balance(), Withdraw(500)):
        try:
            log("asked", message, "->", await account.ask(message))
        except ValueError as error:
            log("refused:", error)


async def main() -> None:
    accounts = [Account("acc"), Loud("loud")]
    lives = {actor.name: asyncio.create_task(actor.life(), name=actor.name) for actor in accounts}
    print({cls.__name__: sorted(kind.__name__ for kind in cls.table) for cls in (Actor, Account, Loud)})
    await teller(accounts[0])
    trace_id.set("t2")
    accounts[1].tell("hello")
    accounts[1].tell(True)
    accounts[1].tell(3.5)
    accounts[1].tell(Deposit(2000))
    await asyncio.sleep(0.5)
    try:
        log(await accounts[1].ask(Balance()))
    except TimeoutError as error:
        log("no answer", repr(error))
    accounts[0].tell(object())
    await asyncio.sleep(0.01)
    log(await asyncio.gather(*lives.values(), accounts[1].ask(Stop(), None), return_exceptions=True)
        if lives["acc"].done() else "acc lives", accounts[0].failures)
    for actor in accounts:
        actor.tell(Stop())
    done, _ = await asyncio.wait(lives.values())
    for task in sorted(done, key=lambda task: task.get_name()):
        error = task.exception()
        log(task.get_name(), "ended", repr(error), "from", repr(error and error.__cause__))
    del accounts, actor
    log(sorted(Actor.alive))


asyncio.run(main())
