-- The trace database of vloop, schema 3. One file holds one or more runs. Needs SQLite 3.37 (STRICT).
-- Compiled in at build. What stands above the line "-- built last" is executed before the first
-- row, the rest after the last one: indices are cheaper when the rows are there.
--
-- Times are nanoseconds of the virtual clock. Rows of event, task and slice carry ids that go on
-- from run to run: id = base + number inside the run, and the run's row has the bases, so that one
-- range of ids is one run.
PRAGMA application_id = 0x766C6F70; -- 'vlop'
PRAGMA user_version = 3;            -- bump on any change of a table

CREATE TABLE meta (                 -- which vloop wrote this; nothing of the machine or the day.
                                    -- 'lab.*': what identifies an experiment, and its state
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE program (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,             -- of the file, without folders
    argv TEXT NOT NULL CHECK (json_valid(argv)), -- the arguments, a JSON array of strings
    hash TEXT NOT NULL,             -- XXH3-128 of the source, hexadecimal
    source TEXT NOT NULL
) STRICT;

CREATE TABLE variant (              -- one cell of an experiment: program x mode x settings
    id INTEGER PRIMARY KEY,
    program_id INTEGER NOT NULL REFERENCES program(id),
    name TEXT NOT NULL UNIQUE,
    mode TEXT NOT NULL              -- 'as-written', 'sequential', 'limited'
) STRICT;

CREATE TABLE param (                -- the settings of a variant: rng, python, ties, set.NAME ...
    variant_id INTEGER NOT NULL REFERENCES variant(id),
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (variant_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE factor (               -- what an experiment varies; only there
    id INTEGER PRIMARY KEY,         -- 1, 2, 3 ... as they were given; the last goes round fastest
    name TEXT NOT NULL,             -- 'WORKERS', 'mode'
    kind TEXT NOT NULL CHECK (kind IN ('set', 'vary')) -- a name in the program, or how it is run
) STRICT;

CREATE TABLE level (                -- a variant's value of a factor
    variant_id INTEGER NOT NULL REFERENCES variant(id),
    factor_id INTEGER NOT NULL REFERENCES factor(id),
    value TEXT NOT NULL,
    PRIMARY KEY (variant_id, factor_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE run (                  -- one replication; its row is written when it has ended
    id INTEGER PRIMARY KEY,
    variant_id INTEGER NOT NULL REFERENCES variant(id),
    replication INTEGER NOT NULL,   -- from 0
    seed TEXT NOT NULL,             -- 64 bits unsigned, decimal: does not fit an INTEGER
    trace_level TEXT NOT NULL CHECK (trace_level IN ('summary', 'full')),
    outcome TEXT NOT NULL,          -- 'ok', 'error', 'deadlock', 'limit', 'interrupted'
    message TEXT,                   -- the exception or report
    exit_code INTEGER NOT NULL,
    makespan_ns INTEGER NOT NULL CHECK (makespan_ns >= 0),
    events INTEGER NOT NULL,        -- how many happened, stored or not
    tasks INTEGER NOT NULL,
    digest TEXT NOT NULL,           -- see digest.c
    event_base INTEGER NOT NULL,    -- event.id = event_base + seq
    task_base INTEGER NOT NULL,     -- task.id = task_base + ord
    slice_base INTEGER NOT NULL,
    slices INTEGER NOT NULL,
    UNIQUE (variant_id, replication)
) STRICT;

CREATE TABLE task (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES run(id),
    ord INTEGER NOT NULL,           -- 1, 2, 3 ... in order of creation
    parent_id INTEGER REFERENCES task(id), -- who created it
    name TEXT NOT NULL,
    coro TEXT,                      -- the coroutine function
    created_ns INTEGER NOT NULL,
    started_ns INTEGER,             -- its first step; NULL: never
    ended_ns INTEGER,               -- NULL: had not ended when the run did
    outcome TEXT CHECK (outcome IN ('done', 'failed', 'cancelled')),
    error TEXT                      -- the exception
) STRICT;

CREATE TABLE kind (                 -- of events; what their value and other mean
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL,
    other TEXT NOT NULL
) STRICT;

CREATE TABLE state (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

-- The log itself, the source of truth. NULL stands for 0 and for "none": it takes no room.
CREATE TABLE event (
    id INTEGER PRIMARY KEY,         -- run.event_base + 1, 2, 3 ... in order of happening
    run_id INTEGER NOT NULL REFERENCES run(id),
    tick INTEGER NOT NULL,          -- iteration of the loop; 0: before the first
    t_ns INTEGER NOT NULL,
    kind_id INTEGER NOT NULL REFERENCES kind(id),
    task_id INTEGER REFERENCES task(id),   -- whom it concerns
    cause_id INTEGER REFERENCES event(id), -- what made it happen
    value INTEGER,                  -- by kind: a timer's deadline (set, fired, cancelled), ...
    other INTEGER,                  -- by kind: a timer's number, another task's ord
    line INTEGER,                   -- in the program
    text TEXT                       -- by kind: a name, what is waited for, an exception, output
) STRICT;

-- Derived from the events: what each task was doing, without gaps from its creation to its end.
CREATE TABLE slice (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES run(id),
    task_id INTEGER NOT NULL REFERENCES task(id),
    ts_ns INTEGER NOT NULL,
    dur_ns INTEGER NOT NULL,        -- 0: a step that took no time
    state_id INTEGER NOT NULL REFERENCES state(id),
    line INTEGER,
    reason TEXT,                    -- what it waited for: 'sleep(1.5)', 'gather', 'Task-2' ...
    event_id INTEGER NOT NULL REFERENCES event(id) -- that began it
) STRICT;

CREATE TABLE metric (               -- scalars of a run, or of a task in it
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES run(id),
    task_id INTEGER REFERENCES task(id),
    name TEXT NOT NULL,
    value REAL,                     -- NULL: undefined
    unit TEXT NOT NULL              -- 's', '1', 'B'
) STRICT;

CREATE TABLE note (                 -- what CPython would not have told, one a kind and line
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES run(id),
    kind TEXT NOT NULL,             -- 'blocked-loop', 'livelock', 'unordered', 'lost-exception'
    line INTEGER,
    t_ns INTEGER NOT NULL,          -- of the first time
    count INTEGER NOT NULL,         -- how often
    text TEXT NOT NULL
) STRICT;

-- built last

CREATE UNIQUE INDEX task_run ON task(run_id, ord);
-- None over all events by task: it costs a quarter of the whole writing, and slices, which have one,
-- name the events that began them.
CREATE INDEX event_stdout ON event(run_id) WHERE kind_id = 13;
CREATE INDEX slice_task ON slice(task_id);
CREATE INDEX metric_name ON metric(name, run_id);

-- Views: seconds for people, names instead of numbers.
CREATE VIEW v_run AS
SELECT r.id, p.name AS program, v.name AS variant, v.mode, r.replication, r.seed, r.outcome,
    r.message, r.exit_code, r.makespan_ns / 1e9 AS makespan_s, r.tasks, r.events, r.digest,
    (SELECT json_group_object(name, value) FROM param WHERE variant_id = v.id) AS params
FROM run r JOIN variant v ON v.id = r.variant_id JOIN program p ON p.id = v.program_id;

CREATE VIEW v_task AS
SELECT t.id, t.run_id, t.ord, t.name, t.coro, u.name AS parent, t.created_ns / 1e9 AS created_s,
    t.started_ns / 1e9 AS started_s, t.ended_ns / 1e9 AS ended_s, t.outcome, t.error
FROM task t LEFT JOIN task u ON u.id = t.parent_id;

CREATE VIEW v_event AS
SELECT e.id, e.run_id, e.id - r.event_base AS seq, e.tick, e.t_ns / 1e9 AS t_s, k.name AS kind,
    t.name AS task, e.cause_id - r.event_base AS cause,
    CASE WHEN e.kind_id BETWEEN 7 AND 9 THEN e.value / 1e9 END AS deadline_s,
    e.value, e.other, e.line, e.text
FROM event e JOIN run r ON r.id = e.run_id JOIN kind k ON k.id = e.kind_id
    LEFT JOIN task t ON t.id = e.task_id;

CREATE VIEW v_slice AS
SELECT s.id, s.run_id, t.ord AS lane, t.name AS task, n.name AS state, s.ts_ns / 1e9 AS start_s,
    s.dur_ns / 1e9 AS dur_s, s.reason, s.line
FROM slice s JOIN task t ON t.id = s.task_id JOIN state n ON n.id = s.state_id;

CREATE VIEW v_stdout AS
SELECT e.run_id, e.id - r.event_base AS seq, e.t_ns / 1e9 AS t_s, t.name AS task, e.text
FROM event e JOIN run r ON r.id = e.run_id LEFT JOIN task t ON t.id = e.task_id
WHERE e.kind_id = 13;

CREATE VIEW v_timer AS              -- every timer: when set, for when, and what became of it
SELECT s.run_id, s.other AS timer, t.name AS task, s.line, s.t_ns / 1e9 AS set_s,
    s.value / 1e9 AS deadline_s, k.name AS fate, e.t_ns / 1e9 AS fate_s
FROM event s LEFT JOIN event e ON e.run_id = s.run_id AND e.other = s.other
        AND e.kind_id IN (8, 9) AND e.id > s.id
    LEFT JOIN kind k ON k.id = e.kind_id LEFT JOIN task t ON t.id = s.task_id
WHERE s.kind_id = 7;

CREATE VIEW v_speedup AS            -- pairs by common random numbers
SELECT a.replication, a.seed, a.makespan_ns / 1e9 AS sequential_s, b.makespan_ns / 1e9 AS written_s,
    1.0 * a.makespan_ns / nullif(b.makespan_ns, 0) AS speedup
FROM run a JOIN variant va ON va.id = a.variant_id AND va.mode = 'sequential'
    JOIN variant vb ON vb.program_id = va.program_id AND vb.mode = 'as-written'
    JOIN run b ON b.variant_id = vb.id AND b.replication = a.replication AND b.seed = a.seed;
