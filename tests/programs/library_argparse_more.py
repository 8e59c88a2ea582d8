# conformance: except 3.14 some of its own messages and reprs are not done
import argparse, sys
sys.stderr = sys.stdout
def run(p, *lines):
    for line in lines:
        try:
            print(line, "->", p.parse_args(line.split()))
        except SystemExit as e:
            print(line, "exit", e.code)
        except argparse.ArgumentError as e:
            print(line, "error", e)
p = argparse.ArgumentParser(prog="tool", formatter_class=argparse.ArgumentDefaultsHelpFormatter)
p.add_argument("--verbose", "-v", action="store_true", help="talk")
g = p.add_argument_group("network", "about the network")
g.add_argument("--host", default="localhost", help="where")
g.add_argument("--port", type=int, default=80, help="which")
m = p.add_mutually_exclusive_group()
m.add_argument("--quick", action="store_const", const=1, default=0)
m.add_argument("--slow", action="store_const", const=2, dest="quick")
sub = p.add_subparsers(dest="command", help="what to do", metavar="COMMAND")
a = sub.add_parser("add", help="adds", aliases=["a", "plus"])
a.add_argument("x", type=float); a.add_argument("y", type=float, nargs="?", default=2.0)
a.set_defaults(func="ADD")
b = sub.add_parser("run", help="runs", description="Runs it.")
b.add_argument("cmd", nargs=argparse.REMAINDER)
b.add_argument("--level", type=int, choices=range(1, 4))
p.print_help(); a.print_help(); b.print_help()
run(p, "", "add 1", "a 1 3", "plus x", "run --level 2 x y --foo", "run --level 9", "nope", "--quick --slow", "add 1 2 3", "--port x add 1", "-v add 1 --bad", "--ver add 1", "run -h")
p = argparse.ArgumentParser(prog="req")
p.add_argument("--name", required=True)
m = p.add_mutually_exclusive_group(required=True)
m.add_argument("--a", action="store_true"); m.add_argument("--b", type=int)
p.add_argument("--c", "-C", required=True, help="x")
p.print_help()
run(p, "", "--name x --c 1", "--name x --c 1 --a", "--name x --c 1 --a --b 3", "--name x --c 1 --b 3")
class Upper(argparse.Action):
    def __call__(self, parser, namespace, values, option_string=None):
        print("called", values, option_string)
        setattr(namespace, self.dest, values.upper())
def positive(text):
    v = int(text)
    if v <= 0:
        raise argparse.ArgumentTypeError(f"{text} is not positive")
    return v
base = argparse.ArgumentParser(add_help=False)
base.add_argument("--base", action=Upper)
p = argparse.ArgumentParser(prog="child", parents=[base], exit_on_error=False, usage="%(prog)s [stuff]")
p.add_argument("--pos", type=positive); p.add_argument("--lam", type=lambda s: int(s))
p.print_help()
run(p, "--base abc", "--pos 0", "--pos x", "--lam x", "--pos 3")
print(p.parse_known_args(["--zz", "1", "--pos", "4"]))
print(p.get_default("pos")); p.set_defaults(pos=3, extra=[1]); print(p.parse_args([]), vars(p.parse_args([])))
ns = argparse.Namespace(a=1, **{"b c": 2}); print(ns, "a" in ns, ns == argparse.Namespace(a=1), ns == 3)
for bad in (lambda: p.add_argument("--pos"), lambda: p.add_argument("-x", action="nope"), lambda: p.add_argument("x", required=True), lambda: p.add_argument("--y", nargs=2, metavar=("A",)), lambda: p.add_argument("--z", type="int"), lambda: p.add_argument("--w", nargs=0), lambda: p.add_argument("--", ), lambda: p.add_argument("--u", "u"), lambda: p.add_argument("--q", frob=1), lambda: p.add_argument("--t", nargs="x"),lambda: p.add_argument("--aa", action="store_true", type=int)):
    try:
        bad(); print("fine")
    except Exception as e:
        print(type(e).__name__, e)
p = argparse.ArgumentParser(prog="raw", formatter_class=argparse.RawDescriptionHelpFormatter, description="a\n  b\n\n\n\n\nc", prefix_chars="+-")
p.add_argument("+x", "++extra", nargs="+"); p.add_argument("-5", action="store_true")
p.print_help(); run(p, "+x 1 2 -5", "-6", "++ex 3")
p = argparse.ArgumentParser(prog="i"); p.add_argument("--f"); p.add_argument("a"); p.add_argument("b", nargs="*")
print(p.parse_intermixed_args("1 --f 2 3 4".split()))
p = argparse.ArgumentParser(prog="MetavarType", formatter_class=argparse.MetavarTypeHelpFormatter); p.add_argument("--f", type=int, help="a %% b"); p.add_argument("pp", type=float, help="very "*30)
p.print_help()
p = argparse.ArgumentParser(prog="averyveryveryveryveryveryveryverylongprogramnamethatgoesonandonforeverandever")
for i in range(4): p.add_argument(f"--option{i}", nargs="*")
p.add_argument("first"); p.add_argument("second", nargs="+"); p.print_usage()
p = argparse.ArgumentParser(prog="m"); p.add_argument("a", nargs="?"); p.add_argument("b", nargs=2); p.add_argument("c", nargs="*"); 
run(p, "1 2", "1 2 3", "1 2 3 4", "1", "1 -- 2 3")
p = argparse.ArgumentParser(prog="m", argument_default=argparse.SUPPRESS); p.add_argument("--x"); p.add_argument("y", nargs="?", default="q"); p.add_argument("z", nargs="*", choices=["a","b"]) ; run(p, "", "--x 1", "1 a b", "1 c")
print(repr(p._actions[1]))
p = argparse.ArgumentParser(prog="e", allow_abbrev=False, conflict_handler="resolve"); p.add_argument("--long", type=int, default="7"); p.add_argument("--long", type=float, default="8"); p.add_argument("-a", action="store_true"); p.add_argument("-b", nargs="?"); run(p, "--lo 3", "--long 3", "", "-ab", "-abx", "-ab=x", "-ac", "-a=3", "-bax")
try:
    p.error("custom")
except SystemExit as e: print(e.code)
