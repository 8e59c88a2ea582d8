# The texts of argparse: usage and help.
import sys
from argparse import SUPPRESS
from _vloop_lib import environment, python_minor as _minor


# What COLUMNS says, or what shutil.get_terminal_size finds where there is no terminal.
def _columns():
    if "os" in sys.modules:
        text = sys.modules["os"].environ.get("COLUMNS", "")
    else:
        text = environment().get("COLUMNS", "")
    try:
        columns = int(text)
    except ValueError:
        columns = 0
    return columns if columns > 0 else 80


def _one_space(text):
    return " ".join(part for part in text.replace("\x0b", " ").replace("\x0c", " ").replace("\t", " ")
                    .replace("\n", " ").replace("\r", " ").split(" ") if part)


class _Section:
    def __init__(self, formatter, parent, heading=None):
        self.formatter, self.parent, self.heading, self.items = formatter, parent, heading, []

    def format_help(self):
        formatter = self.formatter
        if self.parent is not None:
            formatter._indent()
        text = formatter._join_parts([func(*args) for func, args in self.items])
        if self.parent is not None:
            formatter._dedent()
        if not text:
            return ""
        heading = ""
        if self.heading is not SUPPRESS and self.heading is not None:
            heading = f"{'':{formatter._current_indent}}{self.heading}:\n"
        return f"\n{heading}{text}\n"


class HelpFormatter:
    __module__ = "argparse"
    _Section = _Section

    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None):
        if width is None:
            width = _columns() - 2
        self._prog = prog
        self._indent_increment = indent_increment
        self._max_help_position = min(max_help_position, max(width - 20, indent_increment * 2))
        self._width = width
        self._current_indent = self._level = self._action_max_length = 0
        self._root_section = self._current_section = self._Section(self, None)

    def _indent(self):
        self._current_indent += self._indent_increment
        self._level += 1

    def _dedent(self):
        self._current_indent -= self._indent_increment
        self._level -= 1

    def _add_item(self, func, args):
        self._current_section.items.append((func, args))

    def start_section(self, heading):
        self._indent()
        section = self._Section(self, self._current_section, heading)
        self._add_item(section.format_help, [])
        self._current_section = section

    def end_section(self):
        self._current_section = self._current_section.parent
        self._dedent()

    def add_text(self, text):
        if text is not SUPPRESS and text is not None:
            self._add_item(self._format_text, [text])

    def add_usage(self, usage, actions, groups, prefix=None):
        if usage is not SUPPRESS:
            self._add_item(self._format_usage, (usage, actions, groups, prefix))

    def add_argument(self, action):
        if action.help is SUPPRESS:
            return
        lengths = [len(self._format_action_invocation(action)) + self._current_indent]
        for part in self._iter_indented_subactions(action):
            # before 3.13 the indentation of the outer one was counted
            indent = self._current_indent - (0 if _minor >= 13 else self._indent_increment)
            lengths.append(len(self._format_action_invocation(part)) + indent)
        self._action_max_length = max(self._action_max_length, *lengths)
        self._add_item(self._format_action, [action])

    def add_arguments(self, actions):
        for action in actions:
            self.add_argument(action)

    def format_help(self):
        text = self._root_section.format_help()
        while "\n\n\n" in text:
            text = text.replace("\n\n\n", "\n\n")
        return text.strip("\n") + "\n" if text else text

    def _join_parts(self, part_strings):
        return "".join([part for part in part_strings if part and part is not SUPPRESS])

    # ---- usage

    def _format_usage(self, usage, actions, groups, prefix):
        if prefix is None:
            prefix = "usage: "
        if usage is not None:
            return f"{prefix}{usage % dict(prog=self._prog)}\n\n"
        prog = str(self._prog)
        options = [action for action in actions if action.option_strings]
        positionals = [action for action in actions if not action.option_strings]
        usage = " ".join(part for part in (prog, self._format_actions_usage(options + positionals, groups))
                         if part)
        width = self._width - self._current_indent
        if actions and len(prefix) + len(usage) > width:
            first = self._get_actions_usage_parts(options, groups)
            then = self._get_actions_usage_parts(positionals, groups)
            if len(prefix) + len(prog) <= 0.75 * width:
                indent = " " * (len(prefix) + len(prog) + 1)
                if first:
                    lines = self._wrap([prog, *first], indent, width, prefix) + self._wrap(then, indent, width)
                else:
                    lines = self._wrap([prog, *then], indent, width, prefix) if then else [prog]
            else:
                indent = " " * len(prefix)
                lines = self._wrap(first + then, indent, width)
                if len(lines) > 1:
                    lines = self._wrap(first, indent, width) + self._wrap(then, indent, width)
                lines = [prog, *lines]
            usage = "\n".join(lines)
        return f"{prefix}{usage}\n\n"

    def _wrap(self, parts, indent, width, prefix=None):
        lines, line = [], []
        length = len(indent if prefix is None else prefix) - 1
        for part in parts:
            if line and length + 1 + len(part) > width:
                lines.append(indent + " ".join(line))
                line, length = [], len(indent) - 1
            line.append(part)
            length += len(part) + 1
        if line:
            lines.append(indent + " ".join(line))
        if prefix is not None:
            lines[0] = lines[0][len(indent):]
        return lines

    def _format_actions_usage(self, actions, groups):
        return " ".join(self._get_actions_usage_parts(actions, groups))

    def _get_actions_usage_parts(self, actions, groups):
        grouped, spans = set(), {}
        for group in groups:
            members = group._group_actions
            if not members:
                raise ValueError(f"empty group {group}")
            if members[0] in actions and not all(action.help is SUPPRESS for action in members):
                start = actions.index(members[0])
                if actions[start:start + len(members)] == members:
                    grouped.update(members)
                    spans[start, start + len(members)] = group
        parts = [None if action.help is SUPPRESS else self._usage_part(action, action in grouped)
                 for action in actions]
        barred = set()
        for start, end in sorted(spans, reverse=True):
            shown = [part for part in parts[start:end] if part is not None]
            if spans[start, end].required:
                left, right = "()" if len(shown) > 1 else ("", "")
            else:
                left, right = "[]"
            shown[0] = left + shown[0]
            shown[-1] += right
            for i, part in enumerate(shown[:-1], start):
                if i not in barred:
                    parts[i] = part + " |"
                    barred.add(i)
            parts[start + len(shown) - 1] = shown[-1]
            parts[start + len(shown):end] = [None] * (end - start - len(shown))
        parts = [part for part in parts if part is not None]
        return parts if _minor >= 13 else _pieces(" ".join(parts))

    def _usage_part(self, action, grouped):
        if not action.option_strings:
            part = self._format_args(action, self._get_default_metavar_for_positional(action))
            return part[1:-1] if grouped and part[0] == "[" and part[-1] == "]" else part
        part = action.option_strings[0]
        if action.nargs == 0:
            part = action.format_usage()
        else:
            part += " " + self._format_args(action, self._get_default_metavar_for_optional(action))
        return part if action.required or grouped else f"[{part}]"

    # ---- the sections

    def _format_text(self, text):
        if "%(prog)" in text:
            text = text % dict(prog=self._prog)
        width = max(self._width - self._current_indent, 11)
        return self._fill_text(text, width, " " * self._current_indent) + "\n\n"

    def _format_action(self, action):
        position = min(self._action_max_length + 2, self._max_help_position)
        width = position - self._current_indent - 2
        header, indent = self._format_action_invocation(action), " " * self._current_indent
        beside = action.help and len(header) <= width
        parts = [f"{indent}{header:{width}}  " if beside else f"{indent}{header}\n"]
        if action.help and action.help.strip():
            text = self._expand_help(action)
            if text:
                lines = self._split_lines(text, max(self._width - position, 11))
                parts.append(f"{'':{0 if beside else position}}{lines[0]}\n")
                parts.extend(f"{'':{position}}{line}\n" for line in lines[1:])
        elif beside:
            parts.append("\n")
        parts.extend(self._format_action(part) for part in self._iter_indented_subactions(action))
        return self._join_parts(parts)

    def _format_action_invocation(self, action):
        options = action.option_strings
        if not options:
            metavar, = self._metavar_formatter(action, self._get_default_metavar_for_positional(action))(1)
            return metavar
        if action.nargs == 0:
            return ", ".join(options)
        args = self._format_args(action, self._get_default_metavar_for_optional(action))
        if _minor >= 13:
            return f"{', '.join(options)} {args}"
        return ", ".join(f"{option} {args}" for option in options)

    def _metavar_formatter(self, action, default_metavar):
        result = default_metavar
        if action.metavar is not None:
            result = action.metavar
        elif action.choices is not None:
            result = f"{{{','.join(map(str, action.choices))}}}"
        return lambda size: result if isinstance(result, tuple) else (result,) * size

    def _format_args(self, action, default_metavar):
        metavar, nargs = self._metavar_formatter(action, default_metavar), action.nargs
        if nargs == "*":
            names = metavar(1)
            return "[%s [%s ...]]" % names if len(names) == 2 else "[%s ...]" % names
        fixed = {None: (1, "%s"), "?": (1, "[%s]"), "+": (2, "%s [%s ...]"), "A...": (1, "%s ..."),
                 "...": (0, "..."), SUPPRESS: (0, "")}
        if nargs in fixed:
            count, text = fixed[nargs]
            return text % metavar(count) if count else text
        try:
            return " ".join(["%s" for _ in range(nargs)]) % metavar(nargs)
        except TypeError:
            if isinstance(nargs, int):
                raise
            raise ValueError("invalid nargs value") from None

    def _expand_help(self, action):
        params = {}
        for name, value in dict(vars(action), prog=self._prog).items():
            if value is not SUPPRESS:
                params[name] = value.__name__ if hasattr(value, "__name__") else value
        if params.get("choices") is not None:
            params["choices"] = ", ".join(map(str, params["choices"]))
        return self._get_help_string(action) % params

    def _iter_indented_subactions(self, action):
        if hasattr(action, "_get_subactions"):
            self._indent()
            yield from action._get_subactions()
            self._dedent()

    def _split_lines(self, text, width):
        import textwrap
        return textwrap.wrap(_one_space(text), width)

    def _fill_text(self, text, width, indent):
        import textwrap
        return textwrap.fill(_one_space(text), width, initial_indent=indent, subsequent_indent=indent)

    def _get_help_string(self, action):
        return action.help

    def _get_default_metavar_for_optional(self, action):
        return action.dest.upper()

    def _get_default_metavar_for_positional(self, action):
        return action.dest


# Before 3.13 the finished text was taken apart again: at spaces that are in no brackets, but brackets that
# follow each other without a space count as one piece.
def _pieces(text):
    pieces, at = [], 0
    while at < len(text):
        if text[at] == " ":
            at += 1
            continue
        closing, end = {"(": ")", "[": "]"}.get(text[at]), -1
        if closing:
            end = text.find(closing, at)
            while end >= 0:
                while text[end + 1:end + 2] == closing:
                    end += 1
                if end + 1 == len(text) or text[end + 1] == " ":
                    break
                end = text.find(closing, end + 1)
        if end < 0:
            end = text.find(" ", at)
            end = len(text) - 1 if end < 0 else end - 1
        pieces.append(text[at:end + 1])
        at = end + 1
    return pieces


class RawDescriptionHelpFormatter(HelpFormatter):
    __module__ = "argparse"

    def _fill_text(self, text, width, indent):
        return "".join(indent + line for line in text.splitlines(keepends=True))


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    __module__ = "argparse"

    def _split_lines(self, text, width):
        return text.splitlines()


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    __module__ = "argparse"

    def _get_help_string(self, action):
        text = action.help or ""
        if "%(default)" not in text and action.default is not SUPPRESS and (
                action.option_strings or action.nargs in ("?", "*")):
            text += " (default: %(default)s)"
        return text


class MetavarTypeHelpFormatter(HelpFormatter):
    __module__ = "argparse"

    def _get_default_metavar_for_optional(self, action):
        return action.type.__name__

    _get_default_metavar_for_positional = _get_default_metavar_for_optional
