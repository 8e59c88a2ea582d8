# conformance: except 3.14 some of its own messages and reprs are not done
import argparse, sys
def run(p, *lines):
    for line in lines:
        try:
            print(line, "->", p.parse_args(line.split()))
        except SystemExit as e:
            print(line, "exit", e.code)
        except argparse.ArgumentError as e:
            print(line, "error", e)
sys.stderr = sys.stdout
p = argparse.ArgumentParser(prog="prog", description="A program that does things   with much\n whitespace and a long text that has to wrap somewhere in %(prog)s.", epilog="The end.")
p.add_argument("file", help="the file")
p.add_argument("rest", nargs="*", type=int, help="numbers %(type)s")
p.add_argument("-v", "--verbose", action="count", default=0, help="more talk (default: %(default)s)")
p.add_argument("-n", "--number", type=int, default=5, metavar="N")
p.add_argument("--mode", choices=["fast", "slow"], default="fast", help="how")
p.add_argument("--pair", nargs=2, metavar=("A", "B"))
p.add_argument("--opt", nargs="?", const="c", default="d")
p.add_argument("--many", nargs="+")
p.add_argument("--flag", action="store_true")
p.add_argument("--no-flag", dest="flag", action="store_false", help=argparse.SUPPRESS)
p.add_argument("--add", action="append")
p.add_argument("--ext", action="extend", nargs="*")
p.add_argument("--version", action="version", version="%(prog)s 1.0")
p.add_argument("--bool", action=argparse.BooleanOptionalAction, help="a switch")
print(p.format_help()); print(p.format_usage()); print(p)
run(p, "a", "a 1 2 3", "a -vvv", "a -n 3", "a -n3", "a -n=3", "a --number=4", "a --num 7", "a --n 7", "a x", "-n x a", "a --mode f", "a --mode slow --pair 1 2", "a --pair 1", "a --opt", "a --opt x", "--opt -- a", "a --many", "a --many 1 2 3", "--many 1 -- a", "a --flag", "a --no-flag", "a --add 1 --add 2", "a --ext 1 2 --ext 3", "a --version", "a --bool", "a --no-bool", "", "--nope", "a --nope x", "-x a", "a -vx", "a -v -n 1 2 -v", "a -- -n", "-h", "a -5", "a --flag=1", "a --bool=3", "-vn", "-vn5 a", "a --m fast", "a -v=3", "a -v--help", "a b -- c")
