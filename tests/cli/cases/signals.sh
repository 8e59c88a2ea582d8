# Handlers of signals are kept, never called from outside; a note says so.
program signals.py <<'END'
import asyncio
import signal


async def main():
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, loop.stop)
    print(loop.remove_signal_handler(signal.SIGTERM), loop.remove_signal_handler(signal.SIGTERM))


print(signal.signal(signal.SIGINT, lambda *args: None) is signal.default_int_handler)
asyncio.run(main())
END
vloop run signals.py
exits 0
printf 'True\nTrue False\n' | out_is
err_has 'SIGINT: no signal comes'
err_has 'SIGTERM: no signal comes'
