// CPython 3.14 as a judge, through Pyodide: what `ideal.py --each FILE...` does where there is no python3.14.
//
//     node judge_314.mjs PACKAGE FILE...      PACKAGE: the folder of the npm package pyodide 314
//
// Every program gets an interpreter of its own, made from one snapshot. Pyodide has neither fork nor threads:
// ideal.py's deadlock() throws, and what a program prints after that does not count.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { isMainThread, Worker } from "node:worker_threads";

// A thread of its own has the stack that deep recursion needs.
if (isMainThread) {
    const worker = new Worker(new URL(import.meta.url), {
        argv: process.argv.slice(2), resourceLimits: { stackSizeMb: 32 } });
    worker.on("exit", (code) => process.exit(code));
    await new Promise(() => {});
}

const [folder, ...files] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(path.resolve(folder, "pyodide.mjs")).href);
const ideal = path.join(import.meta.dirname, "ideal.py");

const PREPARE = `
import asyncio, atexit, contextlib, datetime, functools, gc, io, json, logging, random, sys, time, traceback
sys.path.insert(0, "/judge")
import ideal


class Deadlock(BaseException):
    pass


def end_program():
    """What an interpreter does at its end; this one is thrown away."""
    atexit._run_exitfuncs()
    gc.collect()
    program = sys.modules.pop("__main__", None)
    if program:
        program.__dict__.clear()
    gc.collect()


def judge(file, folder):
    outputs = sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
    ended = []

    def deadlock():
        ended[:] = ended or [{"code": 3, "out": outputs[0].getvalue(), "err": "deadlock"}]
        raise Deadlock

    ideal.deadlock = deadlock
    sys.path.insert(0, folder)
    code = 0
    asyncio.run = asyncio.runners.run  # Pyodide has its own, and a loop that counts as running
    asyncio._set_running_loop(None)
    sys.set_asyncgen_hooks(None, None)
    try:
        ideal.prepare()
        ideal.run_file(file, [file.rpartition("/")[2]])
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else int(error.code is not None)
    except KeyboardInterrupt:
        code = 130
    except BaseException:
        code = 1
        traceback.print_exc()
    if not ended:
        end_program()
    answer = ended[0] if ended else {
        "code": code, "out": outputs[0].getvalue(), "err": outputs[1].getvalue()}
    return json.dumps({"file": file, **answer})
`;

function place(python, file, at) {
    python.FS.mkdirTree(path.posix.dirname(at));
    python.FS.writeFile(at, fs.readFileSync(file));
}

const options = { env: { PYTHONHASHSEED: "0", HOME: "/" } };
const first = await loadPyodide({ ...options, _makeSnapshot: true });
place(first, ideal, "/judge/ideal.py");
first.runPython(PREPARE);
const snapshot = first.makeMemorySnapshot();

for (const file of files) {
    const python = await loadPyodide({ ...options, _loadSnapshot: snapshot });
    const at = "/judge/program/" + path.basename(file);
    place(python, file, at);
    const text = fs.readFileSync(file, "utf8");
    for (const name of fs.readdirSync(path.dirname(file))) {  // modules beside it
        const module = path.basename(name, ".py");
        if (name.endsWith(".py") && new RegExp(`^ *(import|from) ${module}\\b`, "m").test(text)) {
            place(python, path.join(path.dirname(file), name), "/judge/program/" + name);
        }
    }
    const answer = python.globals.get("judge")(at, "/judge/program");
    process.stdout.write(answer + "\n");
}
