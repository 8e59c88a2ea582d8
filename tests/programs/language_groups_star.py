"""What except* makes of groups whose clauses raise: the same, a part, a new exception, a group."""


class Crash(BaseException):
    pass


def told(error):
    if isinstance(error, BaseExceptionGroup):
        return f"{type(error).__name__}({error.message!r}, [{', '.join(map(told, error.exceptions))}])"
    return repr(error)


def again(how, group, other):
    if how == "the group":
        raise group
    if how == "its first":
        raise group.exceptions[0]
    if how == "a new one":
        raise other
    raise BaseExceptionGroup("new", [other, KeyError("n")])


def run(error, how):
    try:
        try:
            raise error
        except* ValueError as group:
            if how == "as it is":
                raise
            again(how, group, Crash("new"))
        except* Crash as group:
            if how == "as it is":
                raise
            again(how, group, ValueError("new"))
    except BaseException as caught:
        print(f"  {how}: {told(caught)}, from {told(caught.__context__)}")


MAKERS = (
    lambda: Crash(1),
    lambda: ValueError(2),
    lambda: BaseExceptionGroup("a", [Crash(3)]),
    lambda: ExceptionGroup("a", [ValueError(4)]),
    lambda: BaseExceptionGroup("a", [Crash(5), ValueError(6)]),
    lambda: BaseExceptionGroup("a", [Crash(7), KeyError(8)]),
    lambda: BaseExceptionGroup("a", [ExceptionGroup("b", [ValueError(9), KeyError(10)]), Crash(11)]),
)
for make in MAKERS:
    print(told(make()))
    for how in ("as it is", "the group", "its first", "a new one", "a new group"):
        run(make(), how)
