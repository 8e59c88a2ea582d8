# Enumerations. Members are made when the class exists, by the __set_name__ of one object that the
# namespace carries: so they stand when __init_subclass__ runs.
import sys

from _vloop_lib import python_minor as _minor, caller_globals as _caller_globals

__all__ = ["EnumType", "EnumMeta", "EnumDict", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag",
           "ReprEnum", "auto", "unique", "property", "verify", "member", "nonmember", "FlagBoundary",
           "STRICT", "CONFORM", "EJECT", "KEEP", "global_flag_repr", "global_enum_repr", "global_str",
           "global_enum",
           "EnumCheck", "CONTINUOUS", "NAMED_FLAGS", "UNIQUE"]

_MappingProxy = type(type.__dict__)
_property = property
_nothing = object()
_auto_null = object()
Enum = Flag = ReprEnum = EJECT = KEEP = STRICT = None


class nonmember:
    def __init__(self, value):
        self.value = value


class member:
    def __init__(self, value):
        self.value = value


class auto:
    def __init__(self, value=_auto_null):
        self.value = value

    def __repr__(self):
        return "auto(%r)" % self.value


class property(_property):
    # of every enumeration's members; a member of the same name is found on the class (see _redirect)
    def __set_name__(self, owner, name):
        self.name, self.clsname = name, owner.__name__

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError(f"<enum {self.clsname!r}> cannot set attribute {self.name!r}")
        super().__set__(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError(f"<enum {self.clsname!r}> cannot delete attribute {self.name!r}")
        super().__delete__(instance)


class _redirect:
    def __init__(self, found, descriptor):
        self.found = found
        self.descriptor = descriptor

    def __get__(self, instance, owner=None):
        if instance is None:
            return self.found
        return self.descriptor.__get__(instance, owner)

    def __set__(self, instance, value):
        instance.__dict__["_" + self.found._name_] = value


def _is_descriptor(obj):
    kind = type(obj)
    return hasattr(kind, "__get__") or hasattr(kind, "__set__") or hasattr(kind, "__delete__")


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == "__" and name[2] != "_" and name[-3] != "_"


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_" and name[-2] != "_"


_known_sunders = {"_order_", "_generate_next_value_", "_numeric_repr_", "_missing_", "_ignore_",
                  "_iter_member_", "_iter_member_by_value_", "_iter_member_by_def_", "_add_alias_",
                  "_add_value_alias_"}


class EnumDict(dict):
    # the namespace of a class body: notices the members

    def __init__(self, cls_name=None):
        super().__init__()
        self._member_names = {}
        self._last_values = []
        self._ignore = []
        self._auto_called = False
        self._cls_name = cls_name

    def __setitem__(self, key, value):
        name = self._cls_name
        if name and key.startswith(f"_{name}__") and key[-1:] != "_":
            pass
        elif _is_sunder(key):
            value = self._sunder(key, value)
        elif _is_dunder(key):
            pass
        elif key in self._member_names:
            raise TypeError("%r already defined as %r" % (key, self[key]))
        elif key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif isinstance(value, member) or not (_is_descriptor(value) or self._nested(value)):
            if key in self:
                raise TypeError("%r already defined as %r" % (key, self[key]))
            value = self._value_of(key, value.value if isinstance(value, member) else value)
            self._member_names[key] = None
            self._last_values.append(value)
        super().__setitem__(key, value)

    def _nested(self, value):
        # a class in the body of the enumeration
        return (_minor >= 13 and isinstance(value, type) and self._cls_name is not None and
                f".{self._cls_name}.{value.__name__}" in "." + value.__qualname__)

    def _sunder(self, key, value):
        if key not in _known_sunders:
            raise ValueError(f"_sunder_ names, such as {key!r}, are reserved for future Enum use")
        if key == "_generate_next_value_":
            if self._auto_called:
                raise TypeError("_generate_next_value_ must be defined before members")
            self._generate_next_value = getattr(value, "__func__", value)
        elif key == "_ignore_":
            value = value.replace(",", " ").split() if isinstance(value, str) else list(value)
            self._ignore = value
            taken = set(value) & set(self._member_names)
            if taken:
                raise ValueError("_ignore_ cannot specify already set names: %r" % (taken,))
        return value

    def _value_of(self, key, value):
        if isinstance(value, auto):
            return self._auto(key, value)
        if type(value) is tuple and any([isinstance(v, auto) for v in value]):
            return tuple([self._auto(key, v) if isinstance(v, auto) else v for v in value])
        return value

    def _auto(self, key, value):
        if value.value is _auto_null:
            value.value = self._generate_next_value(key, 1, len(self._member_names),
                                                    self._last_values[:])
        self._auto_called = True
        return value.value

    @_property
    def member_names(self):
        return list(self._member_names)

    def update(self, members, **more):
        for name in members.keys() if hasattr(members, "keys") else ():
            self[name] = members[name]
        for name, value in more.items():
            self[name] = value


# ---- making the members ------------------------------------------------------------------------------

class _Setup:
    def __init__(self, values, use_args):
        self.values = values
        self.use_args = use_args

    def __set_name__(self, cls, own_name):
        delattr(cls, own_name)
        cls._use_args_ = self.use_args
        is_flag = Flag is not None and issubclass(cls, Flag)
        for name, value in self.values.items():
            _make_member(cls, name, value, is_flag)
        if is_flag:
            _finish_flag(cls)


def _make_member(cls, name, value, is_flag):
    args = value if isinstance(value, tuple) else (value,)
    if cls._member_type_ is tuple:
        args = (args,)
    made = cls._new_member_(cls, *args) if cls._use_args_ else cls._new_member_(cls)
    if not hasattr(made, "_value_"):
        if cls._member_type_ is object:
            made._value_ = value
        else:
            try:
                made._value_ = cls._member_type_(*args)
            except Exception as exc:
                raise TypeError("_value_ not set in __new__, unable to create it") from exc
    value = made._value_
    made._name_ = name
    made.__objclass__ = cls
    made.__init__(*args)
    made._sort_order_ = len(cls._member_names_)
    known = _known_member(cls, value)
    if known is not _nothing:
        made = known
    elif not is_flag or not isinstance(value, int) or _is_single_bit(value):
        cls._member_names_.append(name)
    if is_flag and known is _nothing and isinstance(value, int):
        cls._flag_mask_ |= value
        if _is_single_bit(value):
            cls._singles_mask_ |= value
        cls._all_bits_ = 2 ** cls._flag_mask_.bit_length() - 1
    _place(cls, name, made)
    try:
        cls._value2member_map_.setdefault(value, made)
    except TypeError:
        pass


def _known_member(cls, value):
    try:
        return cls._value2member_map_.get(value, _nothing)
    except TypeError:
        for known in cls._member_map_.values():
            if known._value_ == value:
                return known
        return _nothing


def _place(cls, name, made):
    descriptor = None
    for base in cls.__mro__[1:]:
        found = base.__dict__.get(name, _nothing)
        if isinstance(found, (_property, _redirect)):
            descriptor = found.descriptor if isinstance(found, _redirect) else found
            break
    type.__setattr__(cls, name, made if descriptor is None else _redirect(made, descriptor))
    cls._member_map_[name] = made


def _is_single_bit(value):
    return value > 0 and value & (value - 1) == 0


def _finish_flag(cls):
    # members in the order of their bits are iterated by value, others by definition
    values = [m._value_ for m in cls._member_map_.values() if isinstance(m._value_, int)]
    singles = [v for v in values if _is_single_bit(v)]
    if singles != sorted(singles):
        cls._iter_member_ = cls._iter_member_by_def_


class EnumType(type):
    @classmethod
    def __prepare__(metacls, cls, bases, **kwargs):
        metacls._check_for_existing_members_(cls, bases)
        space = EnumDict(cls)
        member_type, first = metacls._get_mixins_(cls, bases)
        if first is not None:
            space["_generate_next_value_"] = getattr(first, "_generate_next_value_", None)
        return space

    def __new__(metacls, cls, bases, space, *, boundary=None, _simple=False, **kwargs):
        if _simple:
            return super().__new__(metacls, cls, bases, space, **kwargs)
        space.setdefault("_ignore_", []).append("_ignore_")
        for key in space["_ignore_"]:
            space.pop(key, None)
        names = space._member_names
        wrong = set(names) & {"mro", ""}
        if wrong:
            raise ValueError("invalid enum member name(s) %s" % ",".join([repr(n) for n in wrong]))
        member_type, first = metacls._get_mixins_(cls, bases)
        new_member, save_new, use_args = metacls._find_new_(space, member_type, first)
        plain = {key: value for key, value in space.items() if key not in names}
        plain["_new_member_"] = new_member
        plain["_member_names_"] = []
        plain["_member_map_"] = {}
        plain["_value2member_map_"] = {}
        plain["_unhashable_values_"] = []
        plain["_member_type_"] = member_type
        plain["_value_repr_"] = metacls._find_data_repr_(cls, bases)
        plain["_boundary_"] = boundary or getattr(first, "_boundary_", None)
        plain["_flag_mask_"] = plain["_singles_mask_"] = plain["_all_bits_"] = 0
        plain["_inverted_"] = None
        order = plain.pop("_order_", None)
        plain["_enum_setup_"] = _Setup({name: space[name] for name in names}, use_args)
        plain.setdefault("__module__", "__main__")
        failure = None
        try:
            made = super().__new__(metacls, cls, bases, plain, **kwargs)
        except Exception as e:  # without what is said of __set_name__
            failure = e.__cause__ or e if _minor < 12 and type(e) is RuntimeError else e
            failure.__dict__.pop("__notes__", None)
        if failure is not None:
            raise failure
        if ReprEnum is not None and ReprEnum in bases:
            if member_type is object:
                raise TypeError("ReprEnum subclasses must be mixed with a data type (i.e. int, str, "
                                "float, etc.)")
            if "__format__" not in space:
                made.__format__ = member_type.__format__
            if "__str__" not in space:
                method = member_type.__str__
                made.__str__ = member_type.__repr__ if method is object.__str__ else method
        if first is not None:
            for name in ("__repr__", "__str__", "__format__"):
                if name not in space and name not in made.__dict__:
                    found = getattr(made, name)
                    if found in (getattr(member_type, name), getattr(object, name)):
                        setattr(made, name, getattr(first, name))
        if Flag is not None and issubclass(made, Flag):
            for name in ("__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__",
                         "__invert__"):
                if name not in space:
                    setattr(made, name, getattr(Flag, name))
        if Enum is not None:
            if save_new:
                made.__new_member__ = new_member
            made.__new__ = Enum.__new__
        if order is not None:
            order = order.replace(",", " ").split() if isinstance(order, str) else order
            if [n for n in order if n in made._member_names_] != made._member_names_:
                raise TypeError("member order does not match _order_:\n  %r\n  %r" %
                                (made._member_names_, order))
        return made

    def __init__(cls, *args, **kwargs):
        super().__init__(*args)

    def __bool__(cls):
        return True

    def __call__(cls, value=_nothing, names=_nothing, *values, module=None, qualname=None, type=None,
                 start=1, boundary=None):
        if cls._member_map_:
            if names is not _nothing:
                if _minor < 12 and names is None:
                    return cls.__new__(cls, value)
                value = (value, names) + values
            if value is _nothing:
                raise TypeError("EnumType.__call__() missing 1 required positional argument: 'value'")
            return cls.__new__(cls, value)
        if names is _nothing and type is None:
            if _minor < 12:
                return cls.__new__(cls, value)
            raise TypeError(f"{cls} has no members; specify `names=()` if you meant to create a new, "
                            "empty, enum")
        return cls._create_(value, None if names is _nothing else names, module=module,
                            qualname=qualname, type=type, start=start, boundary=boundary)

    def __contains__(cls, value):
        if isinstance(value, cls):
            return True
        if _minor < 12:
            if not isinstance(value, Enum):
                import warnings
                warnings.warn("in 3.12 __contains__ will no longer raise TypeError, but will return "
                              "True or\nFalse depending on whether the value is a member or the value "
                              "of a member", DeprecationWarning, stacklevel=2)
                raise TypeError("unsupported operand type(s) for 'in': '%s' and '%s'" % (
                    type(value).__qualname__, cls.__class__.__qualname__))
            return False
        if _minor >= 13 and issubclass(cls, Flag):
            try:
                return isinstance(cls._missing_(value), cls)
            except ValueError:
                return False
        try:
            return value in cls._value2member_map_
        except TypeError:
            return any([m._value_ == value for m in cls._member_map_.values()])

    def __delattr__(cls, name):
        if name in cls.__dict__.get("_member_map_", ()):
            raise AttributeError("%r cannot delete member %r." % (cls.__name__, name))
        super().__delattr__(name)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", ()):
            raise AttributeError("cannot reassign member %r" % (name,))
        super().__setattr__(name, value)

    def __dir__(cls):
        known = ["__class__", "__contains__", "__doc__", "__getitem__", "__iter__", "__len__",
                 "__members__", "__module__", "__name__", "__qualname__"] + cls._member_names_
        if cls._member_type_ is object:
            return sorted(set(known + ["__init_subclass__"]))
        return sorted(set(dir(cls._member_type_)) | set(known))

    def __getitem__(cls, name):
        return cls._member_map_[name]

    if _minor < 12:
        def __getattr__(cls, name):
            raise AttributeError(name)

    def __iter__(cls):
        return iter([cls._member_map_[name] for name in cls._member_names_])

    def __len__(cls):
        return len(cls._member_names_)

    @_property
    def __members__(cls):
        return _MappingProxy(cls._member_map_)

    def __repr__(cls):
        if Flag is not None and issubclass(cls, Flag):
            return "<flag %r>" % cls.__name__
        return "<enum %r>" % cls.__name__

    def __reversed__(cls):
        return iter([cls._member_map_[name] for name in reversed(cls._member_names_)])

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1,
                 boundary=None):
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        _, first = cls._get_mixins_(class_name, bases)
        space = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            given, names, last = names, [], []
            for at, name in enumerate(given):
                value = first._generate_next_value_(name, start, at, last[:])
                last.append(value)
                names.append((name, value))
        for item in () if names is None else names:
            if isinstance(item, str):
                name, value = item, names[item]
            else:
                name, value = item
            space[name] = value
        space["__module__"] = module or _caller_globals().get("__name__")
        if qualname is not None:
            space["__qualname__"] = qualname
        return metacls.__new__(metacls, class_name, bases, space, boundary=boundary)

    @classmethod
    def _check_for_existing_members_(mcls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if isinstance(base, EnumType) and base._member_names_:
                    raise TypeError("<enum %r> cannot extend %r" % (class_name, base))

    @classmethod
    def _get_mixins_(mcls, class_name, bases):
        if not bases:
            return object, Enum
        first = bases[-1]
        if not isinstance(first, EnumType):
            raise TypeError("new enumerations should be created as "
                            "`EnumName([mixin_type, ...] [data_type,] enum_type)`")
        return mcls._find_data_type_(class_name, bases) or object, first

    @classmethod
    def _find_data_repr_(mcls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    return base._value_repr_
                if "__repr__" in base.__dict__:
                    return base.__dict__["__repr__"]
        return None

    @classmethod
    def _find_data_type_(mcls, class_name, bases):
        found = []
        for chain in bases:
            candidate = None
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    if base._member_type_ is not object:
                        kind = base._member_type_
                        if kind not in found:
                            found.append(kind)
                        break
                elif "__new__" in base.__dict__ or "__dataclass_fields__" in base.__dict__:
                    if (candidate or base) not in found:
                        found.append(candidate or base)
                    break
                else:
                    candidate = candidate or base
        if len(found) > 1:
            raise TypeError("too many data types for %r: %r" % (class_name, set(found)))
        return found[0] if found else None

    @classmethod
    def _find_new_(mcls, space, member_type, first):
        new = space.get("__new__", None)
        save = first is not None and new is not None
        if isinstance(new, staticmethod):
            new = new.__func__
        if new is None:
            for method in ("__new_member__", "__new__"):
                for possible in (member_type, first):
                    target = getattr(possible, method, None)
                    if target is not None and target is not object.__new__ and (
                            Enum is None or target is not Enum.__new__):
                        new = target
                        break
                if new is not None:
                    break
            else:
                new = object.__new__
        use_args = not (first is None or new is object.__new__ or new is Enum.__new__)
        return new, save, use_args


EnumMeta = EnumType


class Enum(metaclass=EnumType):
    def __new__(cls, value):
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for known in cls._member_map_.values():
                if known._value_ == value:
                    return known
        if not cls._member_map_:
            raise TypeError("%r has no members defined" % cls)
        failure = None
        try:
            result = cls._missing_(value)
        except Exception as e:
            failure = e
            result = None
        if isinstance(result, cls):
            return result
        if issubclass(cls, Flag) and cls._boundary_ is EJECT and isinstance(result, int):
            return result
        invalid = ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        if result is None and failure is None:
            raise invalid
        if failure is None:
            failure = TypeError("error in %s._missing_: returned %r instead of None or a valid member" %
                                (cls.__name__, result))
        if not isinstance(failure, ValueError):
            failure.__context__ = invalid
        raise failure

    def __init__(self, *args, **kwargs):
        pass

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        try:
            last = sorted(last_values)[-1]
        except TypeError:
            raise TypeError("unable to sort non-numeric values") from None
        try:
            return last + 1
        except TypeError:
            raise TypeError("unable to increment %r" % (last,)) from None

    @classmethod
    def _missing_(cls, value):
        return None

    def __repr__(self):
        shown = self.__class__._value_repr_ or repr
        return "<%s.%s: %s>" % (self.__class__.__name__, self._name_, shown(self._value_))

    def __str__(self):
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def __dir__(self):
        found = set() if self.__class__._member_type_ is object else set(object.__dir__(self))
        for name in getattr(self, "__dict__", ()):
            if name[0] != "_" and name not in self._member_map_:
                found.add(name)
        for cls in self.__class__.mro():
            for name, obj in cls.__dict__.items():
                if name[0] == "_":
                    continue
                if isinstance(obj, _property) or name not in self._member_map_:
                    found.add(name)
        return sorted(found | {"__class__", "__doc__", "__eq__", "__hash__", "__module__"})

    def __format__(self, spec):
        return str.__format__(str(self), spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_


class ReprEnum(Enum):
    pass


class IntEnum(int, ReprEnum):
    pass


class StrEnum(str, ReprEnum):
    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError("too many arguments for str(): %r" % (values,))
        if not isinstance(values[0], str):
            raise TypeError("%r is not a string" % (values[0],))
        value = str(*values)
        made = str.__new__(cls, value)
        made._value_ = value
        return made

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


class FlagBoundary(StrEnum):
    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


# ---- flags -------------------------------------------------------------------------------------------

def _bits_of(value):
    while value:
        bit = value & (~value + 1)
        yield bit
        value ^= bit


class Flag(Enum, boundary=STRICT):
    _numeric_repr_ = repr

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start if start is not None else 1
        last = max(last_values)
        try:
            return 2 ** last.bit_length()
        except Exception:
            raise TypeError("invalid flag value %r" % last) from None

    @classmethod
    def _iter_member_by_value_(cls, value):
        for bit in _bits_of(value & cls._flag_mask_):
            yield cls._value2member_map_.get(bit)

    _iter_member_ = _iter_member_by_value_

    @classmethod
    def _iter_member_by_def_(cls, value):
        return iter(sorted(cls._iter_member_by_value_(value), key=lambda m: m._sort_order_))

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        mask, singles, every = cls._flag_mask_, cls._singles_mask_, cls._all_bits_
        negative = None
        if not ~every <= value <= every or value & (every ^ mask):
            if cls._boundary_ is STRICT:
                bits = max(value.bit_length(), mask.bit_length())
                raise ValueError("%r invalid value %r\n    given %s\n  allowed %s" % (
                    cls, value, bin(value, bits), bin(mask, bits)))
            if cls._boundary_ is CONFORM:
                value = value & mask
            elif cls._boundary_ is EJECT:
                return value
            elif value < 0:
                value = max(every + 1, 2 ** value.bit_length()) + value
        if value < 0:
            negative = value
            if _minor >= 13 and cls._boundary_ not in (EJECT, KEEP):
                value = singles & value
            else:
                value = every + 1 + value
        known = cls._value2member_map_.get(value)
        if known is not None:
            return known
        unknown = value & ~mask
        aliases = value & ~singles
        single = value & singles
        if unknown and cls._boundary_ is not KEEP:
            raise ValueError("%s(%r) -->  unknown values %r [%s]" % (
                cls.__name__, value, unknown, bin(unknown)))
        if cls._member_type_ is object:
            made = object.__new__(cls)
        else:
            made = cls._member_type_.__new__(cls, value)
        if not hasattr(made, "_value_"):
            made._value_ = value
        made._name_ = None
        if single or aliases:
            members = list(cls._iter_member_(single))
            combined = 0
            for m in members:
                combined |= m._value_
            if aliases:
                value = single | aliases
                for other in cls._member_map_.values():
                    if other not in members and other._value_ and (
                            other._value_ & value == other._value_):
                        members.append(other)
                        combined |= other._value_
            unknown = value ^ combined
            if combined:
                made._name_ = "|".join([m._name_ for m in members])
                if unknown:
                    made._name_ += "|" + cls._numeric_repr_(unknown)
        made = cls._value2member_map_.setdefault(value, made)
        if negative is not None:
            cls._value2member_map_[negative] = made
        return made

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError("unsupported operand type(s) for 'in': %r and %r" % (
                type(other).__qualname__, self.__class__.__qualname__))
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        yield from self._iter_member_(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        shown = self.__class__._value_repr_ or repr
        if self._name_ is None:
            return "<%s: %s>" % (self.__class__.__name__, shown(self._value_))
        return "<%s.%s: %s>" % (self.__class__.__name__, self._name_, shown(self._value_))

    def __str__(self):
        if self._name_ is None:
            return "%s(%r)" % (self.__class__.__name__, self._value_)
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def __bool__(self):
        return bool(self._value_)

    def _get_value(self, flag):
        if isinstance(flag, self.__class__):
            return flag._value_
        if self._member_type_ is not object and isinstance(flag, self._member_type_):
            return flag
        return NotImplemented

    def __or__(self, other):
        value = self._get_value(other)
        if value is NotImplemented:
            return value
        return self.__class__(self._value_ | value)

    def __and__(self, other):
        value = self._get_value(other)
        if value is NotImplemented:
            return value
        return self.__class__(self._value_ & value)

    def __xor__(self, other):
        value = self._get_value(other)
        if value is NotImplemented:
            return value
        return self.__class__(self._value_ ^ value)

    def __invert__(self):
        if self._inverted_ is None:
            if self._boundary_ in (EJECT, KEEP):
                self._inverted_ = self.__class__(~self._value_)
            else:
                self._inverted_ = self.__class__(self._singles_mask_ & ~self._value_)
        return self._inverted_

    __rand__ = __and__
    __ror__ = __or__
    __rxor__ = __xor__


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    pass


# ---- checks ------------------------------------------------------------------------------------------

def unique(enumeration):
    duplicates = [(name, m.name) for name, m in enumeration.__members__.items() if name != m.name]
    if duplicates:
        shown = ", ".join(["%s -> %s" % pair for pair in duplicates])
        raise ValueError("duplicate values found in %r: %s" % (enumeration, shown))
    return enumeration


class EnumCheck(StrEnum):
    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


class verify:
    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        name = enumeration.__name__
        for check in self.checks:
            if check is UNIQUE:
                again = [(n, m.name) for n, m in enumeration.__members__.items() if n != m.name]
                if again:
                    shown = ", ".join(["%s -> %s" % pair for pair in again])
                    raise ValueError("aliases found in %r: %s" % (enumeration, shown))
            elif check is CONTINUOUS:
                values = set([m._value_ for m in enumeration])
                if len(values) < 2:
                    continue
                low, high = min(values), max(values)
                if issubclass(enumeration, Flag):
                    missing = [2 ** i for i in range(low.bit_length(), high.bit_length() - 1)
                               if 2 ** i not in values]
                else:
                    missing = [i for i in range(low + 1, high) if i not in values]
                if missing:
                    raise ValueError(("invalid %s %r: missing values %s" % (
                        "flag" if issubclass(enumeration, Flag) else "enum", name,
                        ", ".join([str(i) for i in missing])))[:256])
            elif check is NAMED_FLAGS:
                bad, lost = [], 0
                for alias, m in enumeration.__members__.items():
                    if m.name == alias or alias not in enumeration._member_names_:
                        unnamed = m._value_ & ~enumeration._singles_mask_
                        if unnamed:
                            bad.append(alias)
                            lost |= unnamed
                if bad:
                    which = ("alias %s is missing" % bad[0] if len(bad) == 1 else
                             "aliases %s and %s are missing" % (", ".join(bad[:-1]), bad[-1]))
                    count = bin(lost).count("1")
                    value = ("value 0x%x" % lost if count == 1 else
                             "combined values of 0x%x" % lost)
                    raise ValueError("invalid Flag %r: %s %s [use enum.show_flag_values(value) for "
                                     "details]" % (name, which, value))
        return enumeration


def global_enum_repr(self):
    return f"{type(self).__module__.split('.')[-1]}.{self._name_}"


def global_flag_repr(self):
    module = type(self).__module__.split(".")[-1]
    if self._name_ is None:
        return f"{module}.{type(self).__name__}({self._value_!r})"
    return "|".join(f"{module}.{name}" if name[0] not in "0123456789" else name for name in self._name_.split("|"))


def global_str(self):
    return f"{type(self).__name__}({self._value_!r})" if self._name_ is None else self._name_


def global_enum(cls, update_str=False):
    cls.__repr__ = global_flag_repr if issubclass(cls, Flag) else global_enum_repr
    if not issubclass(cls, ReprEnum) or update_str:
        cls.__str__ = global_str
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls


def bin(num, max_bits=None):
    bits = num.bit_length()
    digits = f"{num & (1 << bits) - 1:0{bits}b}" if bits else "0"
    sign = "1" if num < 0 else "0"
    if max_bits is not None and len(digits) < max_bits:
        digits = digits.rjust(max_bits, sign)
    return f"0b{sign} {digits}"


def show_flag_values(value):
    return list(_bits_of(value))


if _minor < 13:
    del EnumDict.member_names
