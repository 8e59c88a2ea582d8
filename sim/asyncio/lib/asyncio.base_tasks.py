# The stacks of tasks: frames where they wait or failed.


def _task_get_stack(task, limit):
    frames = []
    coro, exception = task.get_coro(), task._exception
    for name in ("cr_frame", "gi_frame", "ag_frame"):
        if hasattr(coro, name):
            frame = getattr(coro, name)
            break
    else:
        frame = None
    if frame is not None:
        while frame is not None and (limit is None or len(frames) < limit):
            frames.append(frame)
            frame = frame.f_back
        frames.reverse()
    elif exception is not None:
        tb = exception.__traceback__
        while tb is not None and (limit is None or len(frames) < limit):
            frames.append(tb.tb_frame)
            tb = tb.tb_next
    return frames


def _task_print_stack(task, limit, file):
    import traceback
    places = []
    for frame in task.get_stack(limit=limit):
        code = frame.f_code
        places.append((code.co_filename, frame.f_lineno, code.co_name,
                       traceback._line(code.co_filename, frame.f_lineno)))
    exception = task._exception
    if not places:
        print(f"No stack for {task!r}", file=file)
    else:
        print(f"{'Stack' if exception is None else 'Traceback'} for {task!r} (most recent call last):", file=file)
    traceback.print_list(places, file=file)
    if exception is not None:
        for line in traceback.format_exception_only(exception.__class__, exception):
            print(line, file=file, end="")
