# Exit code 3, and who waits for what, on which line.
program deadlock.py <<'END'
import asyncio


async def main():
    future = asyncio.get_running_loop().create_future()
    print("waiting")
    await future


asyncio.run(main())
END
vloop run -q deadlock.py
exits 3
echo waiting | out_is
err_has '^vloop: deadlock'
err_has 'Task-1.*line 7'
vloop run -q --db x.db deadlock.py
exits 3
sql x.db 'select outcome, exit_code from run' 'deadlock|3'
vloop run --json deadlock.py
exits 3
json 'x["outcome"] == "deadlock"' '"line 7" in x["message"]' 'x["stdout"] == "waiting\n"'
vloop show deadlock.py
exits 3
out_has 'pending'
# Tasks that wait for one another in a ring, and one that waits for itself.
program ring.py <<'EOF'
import asyncio

tasks = {}


async def waits(other):
    await tasks[other]


async def itself():
    await asyncio.gather(tasks["self"])


async def main():
    tasks["a"] = asyncio.create_task(waits("b"), name="a")
    tasks["b"] = asyncio.create_task(waits("a"), name="b")
    tasks["self"] = asyncio.create_task(itself(), name="self")
    await tasks["a"]


asyncio.run(main())
EOF
vloop run -q ring.py
exits 3
err_has 'a \(waits\), line 7, waits for b'
err_has 'self \(itself\), line 11, waits for gather of self'
