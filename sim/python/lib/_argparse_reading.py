# How argparse takes a command line apart.
from argparse import (ONE_OR_MORE, OPTIONAL, PARSER, REMAINDER, SUPPRESS, ZERO_OR_MORE, ArgumentError,
                      _get_action_name)
from _vloop_lib import python_minor as _minor


# ---- how many strings an action takes. A pattern has a letter for each string: A an argument, O an
# option, - the "--" after which all are arguments.

def _limits(nargs):
    if nargs is None:
        return 1, 1
    if nargs in (OPTIONAL, ZERO_OR_MORE, ONE_OR_MORE):
        return int(nargs == ONE_OR_MORE), 1 if nargs == OPTIONAL else None
    return (0, 0) if nargs == SUPPRESS else (nargs, nargs)


# Numbers of strings, from `at` on, that the action can take: the most first.
def choices(action, pattern, at):
    nargs, dash = action.nargs, not action.option_strings
    if nargs == REMAINDER or nargs == PARSER:
        end, first = len(pattern), at + (dash and pattern[at:at + 1] == "-")
        if not dash:
            found = pattern.find("-", at)
            end = found if found >= 0 else end
        if nargs == REMAINDER:
            return range(end - at, -1, -1)
        return range(end - at, first - at, -1) if pattern[first:first + 1] == "A" else ()
    fewest, most = _limits(nargs)
    found, count, lengths = at, 0, [0] if fewest == 0 else []
    while found < len(pattern):
        letter = pattern[found]
        if letter == "O" or letter == "-" and not dash or letter == "A" and count == most:
            break
        count += letter == "A"
        found += 1
        if count >= fewest:
            lengths.append(found - at)
    lengths.reverse()
    return lengths


# The numbers that all the actions take from `at` on; None: they do not fit.
def fit(actions, pattern, at=0):
    if not actions:
        return []
    for count in choices(actions[0], pattern, at):
        rest = fit(actions[1:], pattern, at + count)
        if rest is not None:
            return [count, *rest]
    return None


# One reading of a command line.
class Reading:
    def __init__(self, parser, strings, namespace):
        self.parser, self.strings, self.namespace = parser, strings, namespace
        self.seen, self.given, self.warned = set(), set(), set()
        self.extras = []
        self.positionals = parser._get_positional_actions()
        self.conflicts = {}
        for group in parser._mutually_exclusive_groups:
            actions = group._group_actions
            for i, action in enumerate(actions):
                self.conflicts.setdefault(action, []).extend(actions[:i] + actions[i + 1:])
        self.options, letters = {}, []
        for i, text in enumerate(strings):
            if text == "--":
                letters.append("-" + "A" * (len(strings) - i - 1))
                break
            option = parser._parse_optional(text)
            if option is None:
                letters.append("A")
            else:
                self.options[i] = option
                letters.append("O")
        self.pattern = "".join(letters)

    def take(self, action, strings, option=None):
        parser = self.parser
        self.seen.add(action)
        values = parser._get_values(action, strings)
        if values is not action.default:
            self.given.add(action)
            for other in self.conflicts.get(action, ()):
                if other in self.given:
                    raise ArgumentError(action, f"not allowed with argument {_get_action_name(other)}")
        if values is not SUPPRESS:
            action(parser, self.namespace, values, option)

    # A cluster: -xyz. The actions with what they take, and where to go on.
    def optional(self, at):
        parser, taken = self.parser, []
        action, option, sep, explicit = self.options[at]
        if action is None:
            self.extras.append(self.strings[at])
            return at + 1
        stop = at + 1
        while explicit is not None:
            count = parser._match_argument(action, "A")
            if count == 1:
                taken.append((action, [explicit], option))
                break
            if count or option[1] in parser.prefix_chars or explicit == "":
                raise ArgumentError(action, f"ignored explicit argument {explicit!r}")
            if _minor >= 13 and (sep or explicit[0] in parser.prefix_chars):
                raise ArgumentError(action, f"ignored explicit argument {explicit!r}")
            taken.append((action, [], option))
            char, option = option[0], option[0] + explicit[0]
            following = parser._option_string_actions.get(option)
            if following is None:
                if _minor < 13:
                    raise ArgumentError(action, f"ignored explicit argument {explicit!r}")
                self.extras.append(char + explicit)
                break
            action, explicit, sep = following, explicit[1:] or None, ""
            if _minor >= 13 and explicit and explicit[0] == "=":
                explicit, sep = explicit[1:], "="
        if explicit is None:
            count = parser._match_argument(action, self.pattern[at + 1:])
            stop = at + 1 + count
            taken.append((action, self.strings[at + 1:stop], option))
        for action, strings, option in taken:
            if action.deprecated and option not in self.warned:
                parser._warning(f"option '{option}' is deprecated")
                self.warned.add(option)
            self.take(action, strings, option)
        return stop

    def take_positionals(self, at):
        counts = self.parser._match_arguments_partial(self.positionals, self.pattern[at:])
        for action, count in zip(self.positionals, counts):
            strings = self.strings[at:at + count]
            at += count
            if strings and action.deprecated and action.dest not in self.warned:
                self.parser._warning(f"argument '{action.dest}' is deprecated")
                self.warned.add(action.dest)
            self.take(action, strings)
        self.positionals = self.positionals[len(counts):]
        return at

    def run(self):
        at, last = 0, max(self.options, default=-1)
        while at <= last:
            following = at
            while following not in self.options:
                following += 1
            if at != following:
                end = self.take_positionals(at)
                if end > at:
                    at = end
                    continue
            if at not in self.options:
                self.extras.extend(self.strings[at:following])
                at = following
            at = self.optional(at)
        at = self.take_positionals(at)
        self.extras.extend(self.strings[at:])
        self.check()

    def check(self):
        parser, namespace, missing = self.parser, self.namespace, []
        for action in parser._actions:
            if action in self.seen:
                continue
            if action.required:
                missing.append(_get_action_name(action))
            elif (isinstance(action.default, str) and hasattr(namespace, action.dest)
                  and action.default is getattr(namespace, action.dest)):
                setattr(namespace, action.dest, parser._get_value(action, action.default))
        if missing:
            parser._fail(f"the following arguments are required: {', '.join(missing)}")
        for group in parser._mutually_exclusive_groups:
            if group.required and not any(action in self.given for action in group._group_actions):
                names = [_get_action_name(action) for action in group._group_actions
                         if action.help is not SUPPRESS]
                parser._fail(f"one of the arguments {' '.join(names)} is required")
