# A program that does not compile or needs what is not supported is refused before its first step, with
# the place; a database is not begun.
program syntax.py <<'END'
print("ran")
def f(:
    pass
END
vloop run --db x.db syntax.py
refuses 2 '^syntax.py:2:7: error: SyntaxError: '
err_has '^    def f\(:$'
err_has '^ +\^'
program module.py <<'END'
print("ran")
import socket
END
vloop run --db x.db module.py
exits 2
err_has "module.py:2.*error: .*socket"
program construct.py <<'END'
import asyncio
async def main():
    asyncio.sleep(1, frob=2)
print(open("x"))
END
vloop run --db x.db construct.py
exits 2
err_has "construct.py:4.*error: .*open"
vloop versus syntax.py -o x.svg
refuses 2 'SyntaxError'
vloop show syntax.py
refuses 2 'SyntaxError'
vloop run --json syntax.py
exits 2
json 'x["outcome"] == "refused"' 'x["exit_code"] == 2' 'x["digest"] is None' 'x["stdout"] == ""'
only syntax.py module.py construct.py
