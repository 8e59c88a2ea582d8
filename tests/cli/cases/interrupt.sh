# Ctrl-C ends a run with 130 and leaves no database.
program busy.py <<'END'
import sys
print("started", flush=True)
while True:
    pass
END
set -m # or SIGINT would be ignored in the background
"$vloop_path" run -q --db x.db busy.py >out 2>err &
child=$!
for _ in $(seq 100); do
    [[ -n $(ls -A | grep 'x\.db') ]] && break
    sleep 0.1
done
sleep 0.3
kill -INT $child
wait $child
exit_code=$?
command_line="vloop run --db x.db busy.py, interrupted"
exits 130
err_has '^vloop: interrupted$'
only busy.py
program slow.py <<'END'
import asyncio
asyncio.run(asyncio.sleep(60))
print("late")
END
"$vloop_path" run --realtime slow.py >out 2>err &
child=$!
sleep 0.5
kill -INT $child
wait $child
exit_code=$?
command_line="vloop run --realtime slow.py, interrupted"
exits 130
out_is_empty
