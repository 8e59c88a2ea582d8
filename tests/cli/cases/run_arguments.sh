# All that follows FILE is the program's.
program args.py <<'END'
import sys
print(sys.argv)
END
vloop run -q args.py
echo "['args.py']" | out_is
vloop run -q args.py one --seed x -q -- '' 'two words'
exits 0
echo "['args.py', 'one', '--seed', 'x', '-q', '--', '', 'two words']" | out_is
vloop run -q -- args.py -h
echo "['args.py', '-h']" | out_is
vloop show args.py -- --steps x
exits 0
vloop show args.py --width 60 x
refuses 2 "unexpected operand 'x'"
err_has 'go behind --'
