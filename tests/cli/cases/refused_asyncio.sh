# What a simulated program can never have of asyncio is refused before its first step, with the reason.
program method.py <<'EOF'
import asyncio
print("ran")
async def main():
    loop = asyncio.get_running_loop()
    loop.sock_recv(None, 1)
asyncio.run(main())
EOF
vloop run method.py
refuses 2 'sock_recv.* not supported: '
err_has 'method.py:5:10: error: '
program own.py <<'EOF'
import asyncio
class Pool:
    def create_connection(self):
        return "own"
loop = Pool()
print(loop.create_connection())
EOF
vloop run -q own.py
exits 0
out_is <<<"own"
program network.py <<'EOF'
from asyncio import sleep, StreamReader
EOF
vloop run network.py
refuses 2 'StreamReader.* not supported: a simulated program has no network'
program process.py <<'EOF'
import asyncio
async def main():
    await asyncio.create_subprocess_exec("ls")
EOF
vloop run process.py
refuses 2 'create_subprocess_exec.* not supported: a simulated program starts no processes'
program late.py <<'EOF'
import asyncio
async def main():
    l = asyncio.get_running_loop()
    print("ran")
    l.add_reader(0, print)
asyncio.run(main())
EOF
vloop run -q late.py
exits 2
err_has 'late.py:5.*add_reader.* not supported'
