# Loggers, handlers, formats: what is printed, where, and when.
import asyncio
import logging
import sys
def show(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)
class Plain:  # stdout without the program's path
    name = "<stdout>"
    def write(self, text):
        sys.stdout.write(text.replace(__file__, "FILE"))
    def flush(self):
        sys.stdout.flush()
out = logging.StreamHandler(Plain())
logging.basicConfig(level=logging.INFO, handlers=[out], format="%(asctime)s %(levelname)-8s %(name)s [%(funcName)s:%(lineno)d] %(message)s")
log = logging.getLogger(__name__)
logging.info("hello %s", "world"); logging.debug("no"); log.warning("w %d %5.1f", 3, 2.5); log.error("x %(a)s", {"a": 1})
def f():
    log.info("in f")
    log.info("caller", stacklevel=2)
f()
try:
    1 / 0
except ZeroDivisionError:
    log.exception("oops")
    log.error("with", exc_info=True)
    log.warning("no trace")
log.log(25, "level 25"); logging.addLevelName(25, "NOTICE"); log.log(25, "level 25"); show(log.log, "x", "y")
print(logging.getLevelName(10), logging.getLevelName("INFO"), logging.getLevelName(11), logging.getLevelName("foo"), logging.getLevelNamesMapping()["WARN"])
a = logging.getLogger("a"); abc = logging.getLogger("a.b.c"); ab = logging.getLogger("a.b")
print(abc.parent, ab.parent, a.parent, abc.getChild("d").name, logging.getLogger("a") is a, a.hasHandlers(), a.level, a.getEffectiveLevel(), a.isEnabledFor(10), log, logging.root, out, logging.getLogger("root") is logging.root, logging.getLogger() is logging.root)
a.setLevel("DEBUG"); abc.debug("deep"); show(a.setLevel, "nope"); show(a.setLevel, 1.5); show(logging.getLogger, 5)
h = logging.StreamHandler(sys.stdout); h.setFormatter(logging.Formatter("{levelname}|{message}|{name}|{module}|{threadName}|{processName}|{msecs}", style="{")); a.addHandler(h); a.propagate = False
a.info("braces"); ab.info("child")
h.setFormatter(logging.Formatter("{levelname:>8} {message!r}", style="{"))
class OnlyB(logging.Filter):
    def filter(self, record):
        record.extra = "E"
        return "b" in record.name
h.addFilter(OnlyB()); a.info("dropped"); ab.info("kept")
h.filters.clear(); h.addFilter(lambda r: r.levelno > 20); ab.info("dropped"); ab.warning("kept2"); h.filters.clear()
h.addFilter(logging.Filter("a.b")); a.warning("dropped"); abc.warning("kept3"); h.filters.clear()
h.setFormatter(logging.Formatter("%(asctime)s %(user)s %(message)s", datefmt="%H:%M:%S")); a.info("x", extra={"user": "u1"})
show(a.info, "x", extra={"message": 1})
h.setFormatter(logging.Formatter("%(u)s %(message)s", defaults={"u": "dflt"})); a.info("d")
ad = logging.LoggerAdapter(a, {"u": "adapted"}); ad.info("hi"); print(ad, ad.isEnabledFor(10)); ad.warning("x %s", 1)
class Ad(logging.LoggerAdapter):
    def process(self, msg, kwargs): return f"[{self.extra['id']}] {msg}", kwargs
Ad(a, {"id": 7}).error("proc")
class H(logging.Handler):
    def __init__(self): super().__init__(logging.ERROR); self.seen = []
    def emit(self, record): self.seen.append((record.levelname, record.getMessage(), record.args, self.format(record)))
hh = H(); a.addHandler(hh); a.info("i"); a.error("e %s", 1); print(hh.seen, hh); a.removeHandler(hh)
logging.disable(logging.WARNING); a.warning("off"); a.error("on"); logging.disable(logging.NOTSET); a.warning("back")
a.disabled = True; a.error("never"); a.disabled = False
show(logging.Formatter, "nothing"); show(logging.Formatter, "x", style="{"); show(logging.Formatter, "x", style="!"); show(logging.basicConfig, foo=1, force=True)
logging.basicConfig(stream=sys.stdout, force=True, level="DEBUG"); logging.debug("plain"); log.info("plain %s"); 
logging.basicConfig(level="ERROR"); logging.debug("still")
r = logging.LogRecord("n", 20, "/p/file.py", 3, "m %s", ("x",), None); print(r, r.getMessage(), r.filename, r.module, r.created, r.msecs)
print(logging.makeLogRecord({"msg": "q", "levelno": 10}).getMessage())
class MyLogger(logging.Logger):
    def trace(self, m): self.log(5, m)
logging.setLoggerClass(MyLogger); ml = logging.getLogger("mine"); ml.setLevel(1); ml.trace("t"); logging.setLoggerClass(logging.Logger); print(ml)
async def main():
    logging.basicConfig(stream=Plain(), force=True, level=logging.INFO, format="%(asctime)s.%(msecs)03d %(taskName)s %(message)s" if sys.version_info >= (3, 12) else "%(asctime)s.%(msecs)03d %(message)s", datefmt="%H:%M:%S")
    logging.info("start")
    await asyncio.sleep(1.2345)
    logging.info("later")
    async def w(n):
        await asyncio.sleep(n)
        logging.getLogger("w").info("worker %d", n)
    await asyncio.gather(*(w(i) for i in (2, 1)), asyncio.create_task(w(3), name="named"))
    try:
        raise ValueError("inner")
    except ValueError as e:
        logging.info("tuple", exc_info=e)
asyncio.run(main())
import logging.handlers
m = logging.handlers.MemoryHandler(3, target=logging.StreamHandler(sys.stdout)); q = logging.getLogger("mem"); q.propagate = False; q.addHandler(m); q.setLevel(10)
q.info("1"); q.info("2"); print("--"); q.info("3"); print("--"); q.error("4"); q.info("5"); m.close()
import logging.config
logging.config.dictConfig({"version": 1, "disable_existing_loggers": False, "formatters": {"f": {"format": "%(name)s/%(levelname)s: %(message)s"}}, "handlers": {"c": {"class": "logging.StreamHandler", "formatter": "f", "stream": "ext://sys.stdout", "level": "INFO"}}, "loggers": {"x": {"level": "DEBUG", "handlers": ["c"], "propagate": False}}, "root": {"level": "WARNING", "handlers": ["c"]}})
logging.getLogger("x").debug("no"); logging.getLogger("x").info("yes"); logging.getLogger("y").info("no"); logging.getLogger("y").warning("yes")
show(logging.config.dictConfig, {}); show(logging.config.dictConfig, {"version": 1, "handlers": {"c": {"class": "nope.X"}}})
