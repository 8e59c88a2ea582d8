# Standard error comes after what was printed before it, also where both go to one place.
program both.py <<'END'
import sys
print("one")
print("two", file=sys.stderr)
print("three")
print("four", file=sys.stderr)
END
"$vloop_path" run -q both.py >out 2>&1
printf 'one\ntwo\nthree\nfour\n' | out_is
