# Parts of argparse that few programs use: commands, options with a --no- form, intermixed arguments.
from argparse import PARSER, REMAINDER, SUPPRESS, Action, ArgumentError, _LEFT_OVER
from _vloop_lib import python_minor as _minor

_absent = object()


class BooleanOptionalAction(Action):
    __module__ = "argparse"

    def __init__(self, option_strings, dest, default=None, type=_absent, choices=_absent, required=False,
                 help=None, metavar=_absent, deprecated=False):
        options = []
        for option in option_strings:
            options.append(option)
            if option.startswith("--"):
                options.append("--no-" + option[2:])
        given = {"type": type, "choices": choices, "metavar": metavar}
        given = {name: value for name, value in given.items() if value is not _absent}
        if _minor >= 12:
            for name in given:
                if _minor >= 14:
                    raise TypeError(f"BooleanOptionalAction.__init__() got an unexpected keyword argument {name!r}")
                import warnings
                warnings.warn(f"{name!r} is deprecated as of Python 3.12 and will be removed in Python 3.14.",
                              DeprecationWarning, stacklevel=3)
        super().__init__(options, dest, 0, default=default, required=required, help=help, deprecated=deprecated,
                         **given)

    def __call__(self, parser, namespace, values, option_string=None):
        if option_string in self.option_strings:
            setattr(namespace, self.dest, not option_string.startswith("--no-"))

    def format_usage(self):
        return " | ".join(self.option_strings)


class _Choice(Action):
    def __init__(self, name, aliases, help):
        metavar = f"{name} ({', '.join(aliases)})" if aliases else name
        super().__init__([], name, help=help, metavar=metavar)


class _SubParsersAction(Action):
    __module__ = "argparse"

    def __init__(self, option_strings, prog, parser_class, dest=SUPPRESS, required=False, help=None, metavar=None):
        self._prog_prefix = prog
        self._parser_class = parser_class
        self._name_parser_map = {}
        self._choices_actions = []
        self._deprecated = set()
        super().__init__(option_strings, dest, PARSER, choices=self._name_parser_map, required=required,
                         help=help, metavar=metavar)

    def add_parser(self, name, **kwargs):
        deprecated = kwargs.pop("deprecated", False) if _minor >= 13 else False
        if kwargs.get("prog") is None:
            kwargs["prog"] = f"{self._prog_prefix} {name}"
        aliases = kwargs.pop("aliases", ())
        if name in self._name_parser_map:
            raise ArgumentError(self, f"conflicting subparser: {name}")
        for alias in aliases:
            if alias in self._name_parser_map:
                raise ArgumentError(self, f"conflicting subparser alias: {alias}")
        if "help" in kwargs:
            self._choices_actions.append(_Choice(name, aliases, kwargs.pop("help")))
        parser = self._parser_class(**kwargs)
        for each in (name, *aliases):
            self._name_parser_map[each] = parser
            if deprecated:
                self._deprecated.add(each)
        return parser

    def _get_subactions(self):
        return self._choices_actions

    def __call__(self, parser, namespace, values, option_string=None):
        name, *strings = values
        if self.dest is not SUPPRESS:
            setattr(namespace, self.dest, name)
        chosen = self._name_parser_map.get(name)
        if chosen is None:
            choices = ", ".join(self._name_parser_map)
            raise ArgumentError(self, f"unknown parser {name!r} (choices: {choices})")
        if name in self._deprecated:
            parser._warning(f"command '{name}' is deprecated")
        # Into a namespace of its own: its defaults win over those of the outer parser.
        inner, left = chosen.parse_known_args(strings, None)
        for key, value in vars(inner).items():
            setattr(namespace, key, value)
        if left:
            vars(namespace).setdefault(_LEFT_OVER, []).extend(left)


def add_subparsers(parser, kwargs):
    if parser._subparsers is not None:
        if _minor >= 13:
            raise ArgumentError(None, "cannot have multiple subparser arguments")
        parser.error("cannot have multiple subparser arguments")
    kwargs.setdefault("parser_class", type(parser))
    if "title" in kwargs or "description" in kwargs:
        title, about = kwargs.pop("title", "subcommands"), kwargs.pop("description", None)
        parser._subparsers = parser.add_argument_group(title, about)
    else:
        parser._subparsers = parser._positionals
    if kwargs.get("prog") is None:
        formatter = parser._get_formatter()
        formatter.add_usage(parser.usage, parser._get_positional_actions(), parser._mutually_exclusive_groups, "")
        kwargs["prog"] = formatter.format_help().strip()
    word = kwargs.pop("action", "parsers")
    kind = _SubParsersAction if word == "parsers" else parser._registry_get("action", word, word)
    action = kind(option_strings=[], **kwargs)
    parser._subparsers._add_action(action)
    return action


# First the options, the positional arguments being put out of action; then these, nothing being required.
def parse_intermixed(parser, args, namespace):
    positionals = parser._get_positional_actions()
    for action in positionals:
        if action.nargs in (PARSER, REMAINDER):
            raise TypeError(f"parse_intermixed_args: positional arg with nargs={action.nargs}")
    for group in parser._mutually_exclusive_groups:
        if any(action in positionals for action in group._group_actions):
            raise TypeError("parse_intermixed_args: positional in mutuallyExclusiveGroup")
    usage, kept = parser.usage, [(action, action.nargs, action.default) for action in positionals]
    try:
        if usage is None:
            parser.usage = parser.format_usage()[7:]
        try:
            for action in positionals:
                action.nargs = action.default = SUPPRESS
            namespace, left = parser.parse_known_args(args, namespace)
        finally:
            for action, action.nargs, action.default in kept:
                pass
        relaxed = parser._get_optional_actions() + parser._mutually_exclusive_groups
        required = [(each, each.required) for each in relaxed]
        try:
            for each in relaxed:
                each.required = False
            return parser.parse_known_args(left, namespace)
        finally:
            for each, each.required in required:
                pass
    finally:
        parser.usage = usage
