# Options of a command line as C's getopt reads them.
__all__ = ["GetoptError", "error", "getopt", "gnu_getopt"]


class GetoptError(Exception):
    def __init__(self, msg, opt=""):
        self.msg = msg
        self.opt = opt
        Exception.__init__(self, msg, opt)

    def __str__(self):
        return self.msg


error = GetoptError


def getopt(args, shortopts, longopts=[]):
    return _read(args, shortopts, longopts, False)


def gnu_getopt(args, shortopts, longopts=[]):
    return _read(args, shortopts, longopts, True)


def _read(args, shortopts, longopts, mixed):
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    if mixed:
        from os import environ
        stop = shortopts.startswith("+") or "POSIXLY_CORRECT" in environ
        if shortopts.startswith(("+", "-")):
            shortopts = shortopts[1:]
    else:
        stop = True
    options, rest = [], []
    args = list(args)
    while args:
        arg = args[0]
        if arg == "--":
            del args[0]
            break
        if arg.startswith("--"):
            args = _long(options, arg[2:], longopts, args[1:])
        elif arg.startswith("-") and arg != "-":
            args = _short(options, arg[1:], shortopts, args[1:])
        elif stop:
            break
        else:
            rest.append(args.pop(0))
    return options, rest + args


def _long(options, name, longopts, args):
    name, equals, value = name.partition("=")
    found = [option for option in longopts if option.startswith(name)]
    if not found:
        raise GetoptError(f"option --{name} not recognized", name)
    if name in found:
        option, takes = name, False
    elif name + "=" in found:
        option, takes = name, True
    elif len(found) > 1:
        from _vloop_lib import python_minor
        raise GetoptError(f"option --{name} not a unique prefix" if python_minor < 14 else
                          f"option --{name} not a unique prefix; possible options: "
                          + ", ".join(found), name)
    else:
        option, takes = found[0].rstrip("="), found[0].endswith("=")
    if takes:
        if not equals:
            if not args:
                raise GetoptError(f"option --{option} requires argument", option)
            value, args = args[0], args[1:]
    elif equals:
        raise GetoptError(f"option --{option} must not have an argument", option)
    options.append(("--" + option, value))
    return args


def _short(options, letters, shortopts, args):
    while letters:
        letter, letters = letters[0], letters[1:]
        place = shortopts.find(letter)
        if place < 0 or letter == ":":
            raise GetoptError(f"option -{letter} not recognized", letter)
        value = ""
        if shortopts.startswith(":", place + 1):
            if not letters:
                if not args:
                    raise GetoptError(f"option -{letter} requires argument", letter)
                letters, args = args[0], args[1:]
            value, letters = letters, ""
        options.append(("-" + letter, value))
    return args
