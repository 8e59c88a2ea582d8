# Event loop policies: who gives and makes loops.
from asyncio import SelectorEventLoop, AbstractEventLoop
from _vloop import policy_call


class AbstractEventLoopPolicy:
    __module__ = "asyncio.events"

    def get_event_loop(self):
        raise NotImplementedError

    def set_event_loop(self, loop):
        raise NotImplementedError

    def new_event_loop(self):
        raise NotImplementedError


class BaseDefaultEventLoopPolicy(AbstractEventLoopPolicy):
    __module__ = "asyncio.events"
    _loop_factory = None

    def get_event_loop(self):
        return policy_call("get", self.new_event_loop)

    def set_event_loop(self, loop):
        policy_call("set", loop)

    def new_event_loop(self):
        return self._loop_factory()


class _UnixDefaultEventLoopPolicy(BaseDefaultEventLoopPolicy):
    _loop_factory = SelectorEventLoop


DefaultEventLoopPolicy = _UnixDefaultEventLoopPolicy
