# Programs that never end are ended, with exit code 4 and a message that names the limit.
program spin.py <<'END'
import asyncio


async def main():
    while True:
        await asyncio.sleep(0)


asyncio.run(main())
END
vloop run -q --max-events 1000 spin.py
refuses 4 'limit|max-events'
program busy.py <<'END'
while True:
    pass
END
vloop run -q --max-events 1000 busy.py
refuses 4 'limit|max-events'
program tick.py <<'END'
import asyncio


async def main():
    while True:
        await asyncio.sleep(1)
        print("tick")


asyncio.run(main())
END
vloop run -q --max-time 2500ms tick.py
exits 4
printf 'tick\ntick\n' | out_is
err_has '^vloop: .*(limit|max-time)'
vloop run -q --max-time 2s --db x.db tick.py
exits 4
sql x.db 'select outcome, exit_code from run' 'limit|4'
sql x.db 'pragma integrity_check' ok
program grow.py <<'END'
x = []
while True:
    x.append("x" * 1000)
END
vloop run -q --max-memory 8M grow.py
exits 4
err_has 'memory'
vloop versus --max-events 1000 spin.py -o x.svg
refuses 4 'limit|max-events'
only spin.py busy.py tick.py grow.py x.db
program flood.py <<'END'
text = "y" * 1000000
while True:
    print(text)
END
vloop run --json flood.py
exits 4
err_has 'collected output'
