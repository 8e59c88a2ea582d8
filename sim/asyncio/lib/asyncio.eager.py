# Task factories whose tasks take their first step when they are made.
from asyncio import Task
from _vloop import profile


def create_eager_task_factory(custom_task_constructor):
    if profile("FACTORY_GETS_OPTIONS"):
        def factory(loop, coro, *, eager_start=True, **kwargs):
            return custom_task_constructor(coro, loop=loop, eager_start=eager_start, **kwargs)
    else:
        def factory(loop, coro, *, name=None, context=None):
            return custom_task_constructor(coro, loop=loop, name=name, context=context,
                                           eager_start=True)
    return factory


if profile("EAGER_TASKS"):
    eager_task_factory = create_eager_task_factory(Task)
else:
    del create_eager_task_factory
