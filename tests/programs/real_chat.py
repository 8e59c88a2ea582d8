"""A chat server in one process: rooms, slow readers that are dropped, commands by decorators, a match on what comes."""
import asyncio
import contextlib
import enum
import itertools
import re
import shlex
import textwrap
from typing import Callable, ClassVar, NamedTuple, Protocol, runtime_checkable


class Kind(enum.Enum):
    SAY = enum.auto()
    JOIN = enum.auto()
    LEAVE = enum.auto()
    SYSTEM = enum.auto()

    def __str__(self) -> str:
        return self.name.lower()


class Message(NamedTuple):
    kind: Kind
    who: str
    text: str = ""
    number: int = 0


@runtime_checkable
class Listener(Protocol):
    async def deliver(self, message: Message) -> None: ...


class SlowConsumer(Exception):
    """Raised by a client whose mailbox is full."""


class Client:
    _ids: ClassVar = itertools.count(1)

    def __init__(self, name: str, speed: float, room: int = 4) -> None:
        self.id, self.name, self.speed = next(self._ids), name, speed
        self.mailbox: asyncio.Queue[Message] = asyncio.Queue(maxsize=room)
        self.read: list[str] = []
        self.dropped = asyncio.Event()

    def __repr__(self) -> str:
        return f"<{self.name}#{self.id}{' gone' if self.dropped.is_set() else ''}>"

    async def deliver(self, message: Message) -> None:
        try:
            self.mailbox.put_nowait(message)
        except asyncio.QueueFull as full:
            raise SlowConsumer(self.name) from full

    async def reading(self) -> None:
        while not self.dropped.is_set():
            message = await self.mailbox.get()
            await asyncio.sleep(self.speed)
            match message:
                case Message(Kind.SAY, who, text) if who == self.name:
                    self.read.append(f"me: {text}")
                case Message(kind=Kind.SAY, who=who, text=text, number=n):
                    self.read.append(f"{n}. {who}: {text}")
                case Message(Kind.JOIN | Kind.LEAVE as kind, who):
                    self.read.append(f"* {who} {kind}s")
                case _:
                    self.read.append(f"[{message.text}]")


class Server:
    commands: ClassVar[dict[str, Callable]] = {}

    def __init__(self) -> None:
        self.clients: dict[str, Client] = {}
        self.readers: dict[str, asyncio.Task] = {}
        self.numbers, self.history = itertools.count(1), []
        self.lock = asyncio.Lock()

    @classmethod
    def command(cls, name: str, *, pattern: str = ".*"):
        def register(function):
            cls.commands[name] = (re.compile(pattern), function)
            return function
        return register

    async def broadcast(self, message: Message) -> None:
        async with self.lock:
            message = message._replace(number=next(self.numbers)) if message.kind is Kind.SAY else message
            self.history.append(message)
            results = await asyncio.gather(*(client.deliver(message) for client in self.clients.values()),
                                           return_exceptions=True)
            lost = [error.args[0] for error in results if isinstance(error, SlowConsumer)]
        for name in lost:
            await self.leave(name, "too slow")

    async def join(self, client: Client) -> None:
        assert isinstance(client, Listener)
        self.clients[client.name] = client
        self.readers[client.name] = asyncio.create_task(client.reading(), name=f"reader-{client.name}")
        await self.broadcast(Message(Kind.JOIN, client.name))

    async def leave(self, name: str, why: str = "") -> None:
        client = self.clients.pop(name, None)
        if client is None:
            return
        client.dropped.set()
        reader = self.readers.pop(name)
        reader.cancel(why)
        with contextlib.suppress(asyncio.CancelledError):
            await reader
        print(f"{asyncio.get_running_loop().time():5.2f} {client!r} leaves {why and '(' + why + ')'}")
        await self.broadcast(Message(Kind.LEAVE, name))

    async def line(self, who: str, text: str) -> None:
        if not text.startswith("/"):
            return await self.broadcast(Message(Kind.SAY, who, text))
        word, *arguments = shlex.split(text[1:])
        pattern, function = self.commands.get(word, (None, None))
        if function is None:
            print(f"      {who}: no command {word!r}; there are {', '.join(sorted(self.commands))}")
        elif not all(pattern.fullmatch(argument) for argument in arguments):
            print(f"      {who}: bad arguments {arguments} to {word}")
        else:
            await function(self, who, *arguments)


@Server.command("me")
async def me(server: Server, who: str, *words: str) -> None:
    await server.broadcast(Message(Kind.SYSTEM, who, f"{who} {' '.join(words)}"))


@Server.command("kick", pattern=r"[a-z]+")
async def kick(server: Server, who: str, victim: str) -> None:
    await server.leave(victim, why=f"by {who}")


@Server.command("last", pattern=r"\d+")
async def last(server: Server, who: str, count: str = "2") -> None:
    for message in server.history[-int(count):]:
        print(f"      {message.kind!s:>6} {message.who}: {textwrap.shorten(message.text, 24, placeholder='...')}")


SCRIPT = [
    (0.5, "ann", "hello there"), (0.1, "bob", "hi ann"), (0.1, "ann", '/me waves "with both" hands'),
    (0.1, "bob", "/dance"), (0.1, "cat", "one"), (0.05, "cat", "two"), (0.05, "cat", "three, and a long line to go"),
    (0.05, "cat", "four"), (0.2, "ann", "/last 3"), (0.2, "ann", "/kick 42"), (0.2, "bob", "/kick cat"),
    (0.5, "ann", "just us now"),
]


async def main() -> None:
    server = Server()
    for client in (Client("ann", 0.05), Client("bob", 0.1), Client("cat", 0), Client("dot", 1.0)):
        await server.join(client)
    everyone = list(server.clients.values())
    for pause, who, text in SCRIPT:
        await asyncio.sleep(pause)
        await server.line(who, text)
    await asyncio.sleep(2)
    for client in everyone:
        print(f"{client!r} read {len(client.read)}, {client.mailbox.qsize()} unread:")
        print(textwrap.indent("\n".join(client.read), "    | "))
    for name in list(server.clients):
        await server.leave(name)
    print(sorted(task.get_name() for task in asyncio.all_tasks() if task is not asyncio.current_task()))


asyncio.run(main())
