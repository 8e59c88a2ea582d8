# dictConfig: a logging configuration from a dict. There are no files to read one from.
import logging
from _logging import import_module


def _resolve(name):
    parts = name.split(".")
    used = parts.pop(0)
    try:
        found = import_module(used)
        for part in parts:
            used += "." + part
            try:
                found = getattr(found, part)
            except AttributeError:
                import_module(used)
                found = getattr(found, part)
        return found
    except ImportError as e:
        raise ValueError(f"Cannot resolve {name!r}: {e}") from e


def _convert(value):
    if isinstance(value, str) and value.startswith("ext://"):
        return _resolve(value[6:])
    if isinstance(value, dict):
        return {k: _convert(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_convert(v) for v in value]
    return value


class BaseConfigurator:
    def __init__(self, config):
        self.config = config


class DictConfigurator(BaseConfigurator):
    def configure(self):
        config = self.config
        if "version" not in config:
            raise ValueError("dictionary doesn't specify a version")
        if config["version"] != 1:
            raise ValueError(f"Unsupported version: {config['version']}")
        if config.get("incremental", False):
            self.increment()
            return
        existing = set(logging.root.manager.loggerDict)
        logging._named_handlers.clear()
        del logging._handlers[:]
        formatters = self.each("formatters", self.formatter)
        filters = self.each("filters", self.filter)
        self.formatters, self.filters, self.handlers = formatters, filters, {}
        later = []
        section = config.get("handlers", {})
        for name in sorted(section):
            try:
                self.handlers[name] = self.handler(name, section[name])
            except KeyError as e:
                if "target" not in section[name]:
                    raise ValueError(f"Unable to configure handler {name!r}") from e
                later.append(name)
            except Exception as e:
                raise ValueError(f"Unable to configure handler {name!r}") from e
        for name in later:
            try:
                self.handlers[name] = self.handler(name, section[name])
            except Exception as e:
                raise ValueError(f"Unable to configure handler {name!r}") from e
        named = config.get("loggers", {})
        kept = set()
        for name, options in named.items():
            logger = logging.getLogger(name)
            kept.add(name)
            kept.update(n for n in existing if n.startswith(name + "."))
            logger.disabled = False
            try:
                self.logger(logger, options)
                propagate = options.get("propagate", None)
                if propagate is not None:
                    logger.propagate = propagate
            except Exception as e:
                raise ValueError(f"Unable to configure logger {name!r}") from e
        disable = config.get("disable_existing_loggers", True)
        for name in existing:
            logger = logging.root.manager.loggerDict[name]
            if name not in kept:
                logger.disabled = disable
            elif name not in named:
                logger.level = logging.NOTSET
                logger.handlers = []
                logger.propagate = True
        root = config.get("root", None)
        if root:
            try:
                self.logger(logging.root, root)
            except Exception as e:
                raise ValueError("Unable to configure root logger") from e
        logging.root.manager._clear_cache()

    def increment(self):
        for name, options in self.config.get("handlers", {}).items():
            if name not in logging._named_handlers:
                raise ValueError(f"No handler found with name {name!r}")
            if options.get("level"):
                logging._named_handlers[name].setLevel(options["level"])
        for name, options in self.config.get("loggers", {}).items():
            if options.get("level"):
                logging.getLogger(name).setLevel(options["level"])
            if options.get("propagate") is not None:
                logging.getLogger(name).propagate = options["propagate"]
        if self.config.get("root", {}).get("level"):
            logging.root.setLevel(self.config["root"]["level"])

    def each(self, section, make):
        made = {}
        for name, options in self.config.get(section, {}).items():
            try:
                made[name] = make(options)
            except Exception as e:
                raise ValueError(f"Unable to configure {section[:-1]} {name!r}") from e
        return made

    def custom(self, options):
        options = {k: _convert(v) for k, v in options.items()}
        make = options.pop("()")
        if not callable(make):
            make = _resolve(make)
        attributes = options.pop(".", None)
        made = make(**options)
        for name, value in (attributes or {}).items():
            setattr(made, name, value)
        return made

    def formatter(self, options):
        if "()" in options:
            return self.custom(options)
        make = options.get("class")
        make = _resolve(make) if make else logging.Formatter
        extra = {"defaults": options["defaults"]} if "defaults" in options else {}
        return make(options.get("format", None), options.get("datefmt", None), options.get("style", "%"),
                    options.get("validate", True), **extra)

    def filter(self, options):
        return self.custom(options) if "()" in options else logging.Filter(options.get("name", ""))

    def add_filters(self, filterer, names):
        for f in names:
            try:
                filterer.addFilter(f if callable(f) or hasattr(f, "filter") else self.filters[f])
            except Exception as e:
                raise ValueError(f"Unable to add filter {f!r}") from e

    def handler(self, name, options):
        options = dict(options)
        formatter = options.pop("formatter", None)
        if formatter:
            try:
                formatter = self.formatters[formatter]
            except Exception as e:
                raise ValueError(f"Unable to set formatter {formatter!r}") from e
        level = options.pop("level", None)
        filters = options.pop("filters", None)
        if "()" in options:
            handler = self.custom(options)
        else:
            make = options.pop("class")
            make = make if callable(make) else _resolve(make)
            if "target" in options:
                options["target"] = self.handlers[options["target"]]
            attributes = options.pop(".", None)
            handler = make(**{k: _convert(v) for k, v in options.items()})
            for key, value in (attributes or {}).items():
                setattr(handler, key, value)
        handler.name = name
        if formatter:
            handler.setFormatter(formatter)
        if level is not None:
            handler.setLevel(level)
        if filters:
            self.add_filters(handler, filters)
        return handler

    def logger(self, logger, options):
        level = options.get("level", None)
        if level is not None:
            logger.setLevel(level)
        for h in logger.handlers[:]:
            logger.removeHandler(h)
        for name in options.get("handlers", ()):
            try:
                logger.addHandler(self.handlers[name])
            except Exception as e:
                raise ValueError(f"Unable to add handler {name!r}") from e
        if options.get("filters"):
            self.add_filters(logger, options["filters"])


dictConfigClass = DictConfigurator


def dictConfig(config):
    dictConfigClass(config).configure()
