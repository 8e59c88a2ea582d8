# conformance: except 3.14 some of its own messages and reprs are not done
import typing
from typing import (Any, Optional, Union, List, Dict, Callable, Awaitable, Coroutine, AsyncIterator,
    TypeVar, Generic, Protocol, runtime_checkable, TypedDict, Literal, Final, ClassVar,
    Annotated, cast, overload, TYPE_CHECKING, NoReturn, Self, ParamSpec, TypeAlias, get_type_hints,
    get_origin, get_args, assert_never, NewType, final, Deque, DefaultDict, IO, Tuple, Set, Type,
    Iterable, Iterator, Generator, Mapping, Sequence, Concatenate, Hashable)
T = TypeVar("T"); K = TypeVar("K", bound=int); C = TypeVar("C", int, str, covariant=True)
P = ParamSpec("P")
for x in (Any, Optional[int], Union[int, str], Union[int, None, str], List[int], Dict[str, Any], Callable[[int], str],
          Callable[..., Any], Callable[[], None], Callable[P, T], Awaitable[T], Coroutine[Any, Any, int], AsyncIterator["X"], T, K, C, P,
          Literal["a", 1, None], ClassVar[int], Final, Final[int], Annotated[int, "x", 3], NoReturn, Self,
          Tuple[int, ...], Tuple[()], Tuple[int, str], Set[int], Type[int], Deque[int], DefaultDict[str, int],
          Optional[List[int]], List, Dict, Callable, Optional, Union, Iterable[int], Generator[int, None, str],
          Union[int, int], Optional[None], Union[int, Union[str, float]], List[T], Dict[K, List[T]],
          Optional["Foo"], int | None, list[int] | None, Optional[int] | str, Concatenate[int, P], Callable[Concatenate[int, P], T], IO[str], Hashable):
    print(x)
print(get_origin(Optional[int]), get_args(Optional[int]), get_origin(List[int]), get_args(Callable[[int, str], bool]))
print(get_args(Callable[..., int]), get_origin(list[int]), get_args(dict[str, int]), get_origin(int), get_args(int), get_origin(Annotated[int, 3]), get_args(Annotated[int, 3]))
print(get_origin(int | str), get_args(int | str), get_args(Literal[1, 2]))
class Box(Generic[T]):
    def __init__(self, v: T) -> None: self.v = v
    def get(self) -> T: return self.v
class Two(Box[T], Generic[T, K]): pass
print(Box.__mro__, Box[int], Box[int](3).get(), Box[int](3).__orig_class__, Two.__mro__, Two[str, int], Two.__parameters__)
print(Box.__orig_bases__, Two.__orig_bases__, Two.__bases__)
try: Box[int, str]
except TypeError as e: print(e)
try: Two[int]
except TypeError as e: print(e)
try: Generic[int]
except TypeError as e: print(e)
try: Generic[T, T]
except TypeError as e: print(e)
try:
    class Bad(Generic): pass
except TypeError as e: print(e)
try: List[int, str]
except TypeError as e: print(e)
try: List[int]()
except TypeError as e: print(e)
try: Any()
except TypeError as e: print(e)
try: isinstance(3, List[int])
except TypeError as e: print(e)
print(isinstance([], List), issubclass(dict, Dict))
try: Callable[int]
except TypeError as e: print(e)
try: Callable[int, str]
except TypeError as e: print(e)
try: Union[()]
except TypeError as e: print(e)
try: isinstance(3, Any)
except TypeError as e: print(e)
try:
    class X(Optional[int]): pass
except TypeError as e: print(e)
class Node(List[int]): pass
print(Node.__mro__, Node([1]), Node.__bases__)
class Node2(Dict[str, T]): pass
print(Node2.__mro__, Node2[int])
UserId = NewType("UserId", int)
print(UserId, UserId(3), UserId.__supertype__, UserId.__name__, Optional[UserId])
try: assert_never("x")
except AssertionError as e: print(e)
@overload
def f(x: int) -> int: ...
@overload
def f(x: str) -> str: ...
def f(x): return x
print(f(3), cast(int, "3"), TYPE_CHECKING)
print(len(typing.get_overloads(f)))
class Foo:
    a: "int"
    b: "Optional[Foo]" = None
    c: List["Foo"]
    d: Annotated[int, "meta"]
    e: ClassVar["int"] = 3
    def m(self, x: "Foo", y: int = None) -> "list[Foo]": ...
print(get_type_hints(Foo)); print(get_type_hints(Foo.m)); print(get_type_hints(Foo, include_extras=True))
class Bar(Foo):
    z: float
print(get_type_hints(Bar))
try: get_type_hints(3)
except TypeError as e: print(e)
def g(x: "Nope"): pass
try: get_type_hints(g)
except NameError as e: print(e)
print(List[int] == List[int], hash(List[int]) == hash(List[int]), Union[int, str] == Union[str, int], Optional[int] == (int | None), (int | None) == Optional[int])
print({List[int]: 1}[List[int]])
class Movie(TypedDict):
    name: str
    year: int
class M2(Movie, total=False):
    extra: str
m = Movie(name="x", year=3)
print(m, type(m), Movie.__annotations__, sorted(M2.__required_keys__), sorted(M2.__optional_keys__), M2.__total__, Movie.__total__)
M3 = TypedDict("M3", {"a": int})
print(M3, M3(a=3), M3.__module__)
@runtime_checkable
class Closable(Protocol):
    def close(self) -> None: ...
class F1:
    def close(self): pass
print(isinstance(F1(), Closable), isinstance(3, Closable), issubclass(F1, Closable))
class Shape(Protocol):
    def area(self) -> float: ...
class Sq(Shape):
    def __init__(self, a): self.a = a
    def area(self): return self.a ** 2
print(Sq(3).area(), Sq.__mro__)
try: Shape()
except TypeError as e: print(e)
try: isinstance(3, Shape)
except TypeError as e: print(e)
class GP(Protocol[T]):
    def get(self) -> T: ...
print(GP[int], GP.__mro__)
class HasX(Protocol):
    x: int
HasX = runtime_checkable(HasX)
class WX:
    def __init__(self): self.x = 3
print(isinstance(WX(), HasX), isinstance(F1(), HasX))
try: issubclass(WX, HasX)
except TypeError as e: print(e)
print(isinstance(3, typing.SupportsInt), isinstance("", typing.SupportsInt))
@final
class Fin: pass
print(Fin.__final__)
def dec(func: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]: return func
print(dec.__annotations__)
print(T.__name__, T.__bound__, K.__bound__, C.__constraints__, C.__covariant__, T.__module__, type(T), type(P))
print(P.args, P.kwargs, typing.AnyStr, typing.Text)
try: TypeVar("Z", int)
except TypeError as e: print(e)
print(List[T][int], Dict[K, List[T]][int, str], Callable[[T], K][str, int])
print(typing.Optional.__class__.__name__, type(Optional[int]).__name__ )
for bad in ("typing.Foo",):
    try: typing.Foo
    except AttributeError as e: print(e)
print(Literal[1] == Literal[True], Literal[1, 2] == Literal[2, 1], Literal[1,1,2])
print(issubclass(Two, Box), isinstance(Two(3), Box))
print(list[T][int], (list[T] | None)[int])
