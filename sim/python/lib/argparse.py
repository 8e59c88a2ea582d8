# Command lines. Formatters of help and usage are in _argparse_help, which loads when text is asked for;
# what few programs use is in _argparse_more.
import sys as _sys
from _vloop_lib import python_minor as _minor
from _argparse_base import (SUPPRESS, OPTIONAL, Action, ArgumentError, ArgumentTypeError, Namespace, _ACTIONS,
                            _AttributeHolder, _get_action_name)

ZERO_OR_MORE, ONE_OR_MORE = "*", "+"
PARSER, REMAINDER = "A...", "..."
_NARGS = (None, OPTIONAL, ZERO_OR_MORE, ONE_OR_MORE, PARSER, REMAINDER, SUPPRESS)
_LEFT_OVER = "_unrecognized_args"
_HELP = ("HelpFormatter", "RawDescriptionHelpFormatter", "RawTextHelpFormatter",
         "ArgumentDefaultsHelpFormatter", "MetavarTypeHelpFormatter")

__all__ = ["ArgumentParser", "ArgumentError", "ArgumentTypeError", "BooleanOptionalAction",
           *_HELP, "Namespace", "Action", "ONE_OR_MORE", "OPTIONAL", "PARSER", "REMAINDER", "SUPPRESS",
           "ZERO_OR_MORE"]


def __getattr__(name):
    if name in _HELP:
        import _argparse_help as source
    elif name in ("BooleanOptionalAction", "_SubParsersAction"):
        import _argparse_more as source
    elif name == "FileType":
        from _vloop_lib import unsupported
        unsupported("argparse.FileType is not supported: a simulated program has no files")
    else:
        raise AttributeError(f"module 'argparse' has no attribute {name!r}")
    value = globals()[name] = getattr(source, name)
    return value


# ---- what holds arguments: parsers and groups

def _is_negative_number(text):
    whole, dot, part = text[1:].partition(".")
    return text[:1] == "-" and (part.isdecimal() and (not whole or whole.isdecimal()) if dot
                                else whole.isdecimal())


class _ActionsContainer:
    def __init__(self, description, prefix_chars, argument_default, conflict_handler):
        self.description = description
        self.argument_default = argument_default
        self.prefix_chars = prefix_chars
        self.conflict_handler = conflict_handler
        self._registries = {"action": dict(_ACTIONS), "type": {}}
        self._get_handler()
        self._actions = []
        self._option_string_actions = {}
        self._action_groups = []
        self._mutually_exclusive_groups = []
        self._defaults = {}
        self._has_negative_number_optionals = []

    def register(self, registry_name, value, object):
        self._registries.setdefault(registry_name, {})[value] = object

    def _registry_get(self, registry_name, value, default=None):
        return self._registries[registry_name].get(value, default)

    def set_defaults(self, **kwargs):
        self._defaults.update(kwargs)
        for action in self._actions:
            if action.dest in kwargs:
                action.default = kwargs[action.dest]

    def get_default(self, dest):
        for action in self._actions:
            if action.dest == dest and action.default is not None:
                return action.default
        return self._defaults.get(dest)

    def add_argument(self, *args, **kwargs):
        if not args or len(args) == 1 and args[0][0] not in self.prefix_chars:
            if args and "dest" in kwargs:
                raise ValueError("dest supplied twice for positional argument")
            kwargs = self._get_positional_kwargs(*args, **kwargs)
        else:
            kwargs = self._get_optional_kwargs(*args, **kwargs)
        if "default" not in kwargs:
            if kwargs["dest"] in self._defaults:
                kwargs["default"] = self._defaults[kwargs["dest"]]
            elif self.argument_default is not None:
                kwargs["default"] = self.argument_default
        word = kwargs.pop("action", None)
        kind = self._registry_get("action", word, word)
        if not callable(kind):
            raise ValueError(f'unknown action "{kind}"')
        action = kind(**kwargs)
        convert = self._registry_get("type", action.type, action.type)
        if convert is not None and not callable(convert):
            raise ValueError(f"{convert!r} is not callable")
        usual = action.nargs in _NARGS or isinstance(action.nargs, int)
        if isinstance(self, ArgumentParser) and (isinstance(action.metavar, tuple) or not usual):
            try:
                self._get_formatter()._format_args(action, None)
            except TypeError:
                raise ValueError("length of metavar tuple does not match nargs")
        return self._add_action(action)

    def add_argument_group(self, *args, **kwargs):
        group = _ArgumentGroup(self, *args, **kwargs)
        self._action_groups.append(group)
        return group

    def add_mutually_exclusive_group(self, **kwargs):
        group = _MutuallyExclusiveGroup(self, **kwargs)
        self._mutually_exclusive_groups.append(group)
        return group

    def _add_action(self, action):
        self._check_conflict(action)
        self._actions.append(action)
        action.container = self
        for option in action.option_strings:
            self._option_string_actions[option] = action
            if _is_negative_number(option) and not self._has_negative_number_optionals:
                self._has_negative_number_optionals.append(True)
        return action

    def _remove_action(self, action):
        self._actions.remove(action)

    def _add_container_actions(self, container):
        by_title, place = {}, {}
        for group in self._action_groups:
            if group.title in by_title:
                raise ValueError(f"cannot merge actions - two groups are named {group.title!r}")
            by_title[group.title] = group
        for group in container._action_groups:
            if group.title not in by_title:
                by_title[group.title] = self.add_argument_group(
                    title=group.title, description=group.description, conflict_handler=group.conflict_handler)
            for action in group._group_actions:
                place[action] = by_title[group.title]
        for group in container._mutually_exclusive_groups:
            made = self.add_mutually_exclusive_group(required=group.required)
            for action in group._group_actions:
                place[action] = made
        for action in container._actions:
            place.get(action, self)._add_action(action)

    def _get_positional_kwargs(self, dest, **kwargs):
        if "required" in kwargs:
            raise TypeError("'required' is an invalid argument for positionals")
        nargs = kwargs.get("nargs")
        if nargs not in (OPTIONAL, ZERO_OR_MORE) or nargs == ZERO_OR_MORE and "default" not in kwargs:
            kwargs["required"] = True
        return dict(kwargs, dest=dest, option_strings=[])

    def _get_optional_kwargs(self, *args, **kwargs):
        chars, long = self.prefix_chars, None
        for option in args:
            if option[0] not in chars:
                raise ValueError(f"invalid option string {option!r}: must start with a character {chars!r}")
            if long is None and len(option) > 1 and option[1] in chars:
                long = option
        dest = kwargs.pop("dest", None)
        if dest is None:
            dest = (long or args[0]).lstrip(chars)
            if not dest:
                raise ValueError(f"dest= is required for options like {option!r}")
            dest = dest.replace("-", "_")
        return dict(kwargs, dest=dest, option_strings=[*args])

    def _get_handler(self):
        handler = getattr(self, f"_handle_conflict_{self.conflict_handler}", None)
        if handler is None:
            raise ValueError(f"invalid conflict_resolution value: {self.conflict_handler!r}")
        return handler

    def _check_conflict(self, action):
        taken = self._option_string_actions
        conflicts = [(option, taken[option]) for option in action.option_strings if option in taken]
        if conflicts:
            self._get_handler()(action, conflicts)

    def _handle_conflict_error(self, action, conflicting_actions):
        options = ", ".join(option for option, other in conflicting_actions)
        several = "s" if len(conflicting_actions) != 1 else ""
        raise ArgumentError(action, f"conflicting option string{several}: {options}")

    def _handle_conflict_resolve(self, action, conflicting_actions):
        for option, other in conflicting_actions:
            other.option_strings.remove(option)
            self._option_string_actions.pop(option, None)
            if not other.option_strings:
                other.container._remove_action(other)


def _deprecated_nesting(what):
    import warnings
    warnings.warn(f"Nesting {what} groups is deprecated.", DeprecationWarning, stacklevel=3)


class _ArgumentGroup(_ActionsContainer):
    def __init__(self, container, title=None, description=None, **kwargs):
        for name in ("conflict_handler", "prefix_chars", "argument_default"):
            kwargs.setdefault(name, getattr(container, name))
        super().__init__(description=description, **kwargs)
        self.title = title
        self._group_actions = []
        for name in ("_registries", "_actions", "_option_string_actions", "_defaults",
                     "_has_negative_number_optionals", "_mutually_exclusive_groups"):
            setattr(self, name, getattr(container, name))

    def _add_action(self, action):
        self._group_actions.append(super()._add_action(action))
        return action

    def _remove_action(self, action):
        super()._remove_action(action)
        self._group_actions.remove(action)

    def add_argument_group(self, *args, **kwargs):
        _deprecated_nesting("argument")
        return super().add_argument_group(*args, **kwargs)


class _MutuallyExclusiveGroup(_ArgumentGroup):
    def __init__(self, container, required=False):
        super().__init__(container)
        self.required = required
        self._container = container

    def _add_action(self, action):
        if action.required:
            raise ValueError("mutually exclusive arguments must be optional")
        self._group_actions.append(self._container._add_action(action))
        return action

    def _remove_action(self, action):
        self._container._remove_action(action)
        self._group_actions.remove(action)

    def add_mutually_exclusive_group(self, **kwargs):
        _deprecated_nesting("mutually exclusive")
        return super().add_mutually_exclusive_group(**kwargs)


# ---- the parser

class ArgumentParser(_AttributeHolder, _ActionsContainer):
    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=[], formatter_class=None,
                 prefix_chars="-", fromfile_prefix_chars=None, argument_default=None, conflict_handler="error",
                 add_help=True, allow_abbrev=True, exit_on_error=True):
        _ActionsContainer.__init__(self, description, prefix_chars, argument_default, conflict_handler)
        if fromfile_prefix_chars is not None:
            from _vloop_lib import unsupported
            unsupported("fromfile_prefix_chars of argparse is not supported: a simulated program has no files")
        self.prog = _sys.argv[0].rpartition("/")[2] if prog is None else prog
        self.usage = usage
        self.epilog = epilog
        self._formatter_class = formatter_class
        self.fromfile_prefix_chars = fromfile_prefix_chars
        self.add_help = add_help
        self.allow_abbrev = allow_abbrev
        self.exit_on_error = exit_on_error
        self._positionals = self.add_argument_group("positional arguments")
        self._optionals = self.add_argument_group("options")
        self._subparsers = None
        if add_help:
            prefix = "-" if "-" in prefix_chars else prefix_chars[0]
            self.add_argument(prefix + "h", prefix * 2 + "help", action="help", default=SUPPRESS,
                              help="show this help message and exit")
        for parent in parents:
            if not isinstance(parent, ArgumentParser) and _minor >= 13:
                raise TypeError("parents must be a list of ArgumentParser")
            self._add_container_actions(parent)
            self._defaults.update(parent._defaults)

    @property
    def formatter_class(self):
        if self._formatter_class is None:
            from _argparse_help import HelpFormatter
            self._formatter_class = HelpFormatter
        return self._formatter_class

    @formatter_class.setter
    def formatter_class(self, value):
        self._formatter_class = value

    def _get_kwargs(self):
        names = ("prog", "usage", "description", "formatter_class", "conflict_handler", "add_help")
        return [(name, getattr(self, name)) for name in names]

    def add_subparsers(self, **kwargs):
        from _argparse_more import add_subparsers
        return add_subparsers(self, kwargs)

    def _add_action(self, action):
        (self._optionals if action.option_strings else self._positionals)._add_action(action)
        return action

    def _get_optional_actions(self):
        return [action for action in self._actions if action.option_strings]

    def _get_positional_actions(self):
        return [action for action in self._actions if not action.option_strings]

    def _fail(self, message):
        if _minor >= 13:
            raise ArgumentError(None, message)
        self.error(message)

    def parse_args(self, args=None, namespace=None):
        namespace, left = self.parse_known_args(args, namespace)
        self._refuse(left)
        return namespace

    def _refuse(self, left):
        if left:
            message = f"unrecognized arguments: {' '.join(left)}"
            if _minor >= 13 and not self.exit_on_error:
                raise ArgumentError(None, message)
            self.error(message)

    def parse_known_args(self, args=None, namespace=None):
        args = _sys.argv[1:] if args is None else list(args)
        if namespace is None:
            namespace = Namespace()
        for action in self._actions:
            if action.dest is not SUPPRESS and action.default is not SUPPRESS and not hasattr(namespace,
                                                                                             action.dest):
                setattr(namespace, action.dest, action.default)
        for dest, value in self._defaults.items():
            if not hasattr(namespace, dest):
                setattr(namespace, dest, value)
        if self.exit_on_error:
            try:
                namespace, args = self._parse_known_args(args, namespace)
            except ArgumentError as error:
                self.error(str(error))
        else:
            namespace, args = self._parse_known_args(args, namespace)
        if hasattr(namespace, _LEFT_OVER):
            args.extend(getattr(namespace, _LEFT_OVER))
            delattr(namespace, _LEFT_OVER)
        return namespace, args

    def _parse_known_args(self, arg_strings, namespace):
        from _argparse_reading import Reading
        reading = Reading(self, arg_strings, namespace)
        reading.run()
        return namespace, reading.extras

    def _match_argument(self, action, arg_strings_pattern):
        from _argparse_reading import choices
        counts = choices(action, arg_strings_pattern, 0)
        if counts:
            return counts[0]
        nargs = action.nargs
        words = {None: "one argument", OPTIONAL: "at most one argument", ONE_OR_MORE: "at least one argument"}
        if nargs not in words:
            words[nargs] = f"{nargs} argument" + ("s" if nargs != 1 else "")
        raise ArgumentError(action, f"expected {words[nargs]}")

    def _match_arguments_partial(self, actions, arg_strings_pattern):
        from _argparse_reading import fit
        for i in range(len(actions), 0, -1):
            counts = fit(actions[:i], arg_strings_pattern)
            if counts is not None:
                return counts
        return []

    # None: an argument. Else its action (None: nobody knows it), the option, "=" or "", what follows that.
    def _parse_optional(self, arg_string):
        if not arg_string or arg_string[0] not in self.prefix_chars:
            return None
        known = self._option_string_actions
        if arg_string in known:
            return known[arg_string], arg_string, None, None
        if len(arg_string) == 1:
            return None
        option, sep, explicit = arg_string.partition("=")
        if sep and option in known:
            return known[option], option, sep, explicit
        found = self._get_option_tuples(arg_string)
        if len(found) > 1:
            options = ", ".join(entry[1] for entry in found)
            self._fail(f"ambiguous option: {arg_string} could match {options}")
        if found:
            return found[0]
        if _is_negative_number(arg_string) and not self._has_negative_number_optionals or " " in arg_string:
            return None
        return None, arg_string, None, None

    def _get_option_tuples(self, option_string):
        known, chars = self._option_string_actions, self.prefix_chars
        if option_string[1] in chars:
            prefix, sep, explicit = option_string.partition("=")
            if not sep:
                sep = explicit = None
            return [(action, option, sep, explicit) for option, action in known.items()
                    if option.startswith(prefix)] if self.allow_abbrev else []
        found, short = [], option_string[:2]
        for option, action in known.items():
            if option == short:
                found.append((action, option, "", option_string[2:]))
            elif option.startswith(option_string):
                found.append((action, option, None, None))
        return found

    def parse_intermixed_args(self, args=None, namespace=None):
        namespace, left = self.parse_known_intermixed_args(args, namespace)
        self._refuse(left)
        return namespace

    def parse_known_intermixed_args(self, args=None, namespace=None):
        from _argparse_more import parse_intermixed
        return parse_intermixed(self, args, namespace)

    def _get_values(self, action, arg_strings):
        nargs = action.nargs
        if nargs not in (PARSER, REMAINDER) and (not action.option_strings or _minor < 13):
            if "--" in arg_strings:
                arg_strings.remove("--")
        if not arg_strings and nargs == OPTIONAL:
            value = action.const if action.option_strings else action.default
            if isinstance(value, str):
                value = self._get_value(action, value)
                self._check_value(action, value)
            return value
        if not arg_strings and nargs == ZERO_OR_MORE and not action.option_strings:
            value = arg_strings if action.default is None else action.default
            if action.default is not None or _minor < 12:
                self._check_value(action, value)
            return value
        if nargs == SUPPRESS:
            return SUPPRESS
        values = [self._get_value(action, text) for text in arg_strings]
        single = len(values) == 1 and nargs in (None, OPTIONAL)
        for value in values[:1] if nargs == PARSER else () if nargs == REMAINDER else values:
            self._check_value(action, value)
        return values[0] if single else values

    def _get_value(self, action, arg_string):
        convert = self._registry_get("type", action.type, action.type)
        if convert is None:
            return arg_string
        if not callable(convert):
            raise ArgumentError(action, f"{convert!r} is not callable")
        try:
            return convert(arg_string)
        except ArgumentTypeError as error:
            raise ArgumentError(action, str(error))
        except (TypeError, ValueError):
            name = getattr(action.type, "__name__", repr(action.type))
            raise ArgumentError(action, f"invalid {name} value: {arg_string!r}")

    def _check_value(self, action, value):
        choices = action.choices
        if choices is not None and value not in choices:
            listed = ", ".join(map(repr if _minor < 14 else str, choices))
            raise ArgumentError(action, f"invalid choice: {value!r} (choose from {listed})")

    def format_usage(self):
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        return formatter.format_help()

    def format_help(self):
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        formatter.add_text(self.description)
        for group in self._action_groups:
            formatter.start_section(group.title)
            formatter.add_text(group.description)
            formatter.add_arguments(group._group_actions)
            formatter.end_section()
        formatter.add_text(self.epilog)
        return formatter.format_help()

    def _get_formatter(self):
        return self.formatter_class(prog=self.prog)

    def print_usage(self, file=None):
        self._print_message(self.format_usage(), _sys.stdout if file is None else file)

    def print_help(self, file=None):
        self._print_message(self.format_help(), _sys.stdout if file is None else file)

    def _print_message(self, message, file=None):
        if message:
            (file or _sys.stderr).write(message)

    def exit(self, status=0, message=None):
        if message:
            self._print_message(message, _sys.stderr)
        _sys.exit(status)

    def error(self, message):
        self.print_usage(_sys.stderr)
        self.exit(2, f"{self.prog}: error: {message}\n")

    def _warning(self, message):
        self._print_message(f"{self.prog}: warning: {message}\n", _sys.stderr)
