// time.struct_time: a tuple of nine with names, and tm_zone and tm_gmtoff beside them.
#include <assert.h>
#include <stddef.h>

#include "time_internal.h"

#define FIELDS 9

typedef struct struct_time { // begins as py_tuple does, whose last member nothing may follow
    py_gcobj gc;
    int64_t count;
    py_value *items;
    int64_t hash;
    py_value zone, offset; // None where they were not given
} struct_time;

static_assert(offsetof(struct_time, items) == offsetof(py_tuple, items) &&
                  offsetof(struct_time, hash) == offsetof(py_tuple, hash),
              "a struct_time is a tuple");

static const char *const field_names[FIELDS] = {"tm_year", "tm_mon",  "tm_mday", "tm_hour", "tm_min",
                                                "tm_sec",  "tm_wday", "tm_yday", "tm_isdst"};

static struct_time *alloc(py_vm *vm, py_type *type) {
    struct_time *made = py_object_new(vm, type, FIELDS * sizeof(py_value));
    if (!made)
        return NULL;
    made->items = (py_value *)(void *)((char *)made + type->size);
    made->count = FIELDS;
    made->hash = -1;
    made->zone = made->offset = py_none();
    return made;
}

static void struct_time_dealloc(py_vm *vm, py_obj *self) {
    struct_time *at = (struct_time *)self;
    py_decref(vm, at->zone);
    py_decref(vm, at->offset);
    vm->types[PY_TYPE_TUPLE]->slots.dealloc(vm, self);
}

// struct_time(sequence of 9 to 11)
static py_value struct_time_new(py_vm *vm, py_type *type, const py_args *args) {
    if (args->n != 1 || args->kwnames)
        return py_raise(vm, PY_EXC_TypeError, "structseq() takes one sequence");
    py_value items = py_iter_to_list(vm, args->v[0]);
    if (!py_is_set(items)) {
        if (vm->halt == VL_OK && py_exc_matches(vm, PY_EXC_TypeError)) {
            py_exc_clear(vm);
            py_raise(vm, PY_EXC_TypeError, "constructor requires a sequence");
        }
        return items;
    }
    const py_list *list = (py_list *)items.as.o;
    struct_time *made = NULL;
    if (list->count < FIELDS)
        py_raise(vm, PY_EXC_TypeError,
                 "time.struct_time() takes an at least 9-sequence (%lld-sequence given)",
                 (long long)list->count);
    else if (list->count > FIELDS + 2)
        py_raise(vm, PY_EXC_TypeError,
                 "time.struct_time() takes an at most 11-sequence (%lld-sequence given)",
                 (long long)list->count);
    else if ((made = alloc(vm, type)) != NULL) {
        for (int i = 0; i < FIELDS; i++)
            made->items[i] = py_incref(list->items[i]);
        if (list->count > FIELDS)
            made->zone = py_incref(list->items[FIELDS]);
        if (list->count > FIELDS + 1)
            made->offset = py_incref(list->items[FIELDS + 1]);
    }
    py_decref(vm, items);
    return py_from(made);
}

static py_value struct_time_repr(py_vm *vm, py_value self) {
    const struct_time *at = (struct_time *)self.as.o;
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    vl_buf_text(&text, "time.struct_time(");
    for (int i = 0; i < FIELDS; i++) {
        py_str *item = py_repr(vm, at->items[i]);
        if (!item) {
            vl_buf_deinit(&text);
            return py_unset();
        }
        vl_buf_format(&text, "%s%s=%s", i ? ", " : "", field_names[i], item->data);
        py_release(vm, item);
    }
    vl_buf_char(&text, ')');
    return py_from(py_str_from_buf(vm, &text));
}

static py_value struct_time_getattr(py_vm *vm, py_value self, py_str *name) {
    const struct_time *at = (struct_time *)self.as.o;
    for (int i = 0; i < FIELDS; i++)
        if (py_str_is(name, field_names[i]))
            return py_incref(at->items[i]);
    if (py_str_is(name, "tm_zone"))
        return py_incref(at->zone);
    if (py_str_is(name, "tm_gmtoff"))
        return py_incref(at->offset);
    return py_generic_getattr(vm, self, name);
}

static bool struct_time_setattr(py_vm *vm, py_value self, py_str *name, py_value value) {
    for (int i = 0; i < FIELDS; i++)
        if (py_str_is(name, field_names[i])) {
            py_raise(vm, PY_EXC_AttributeError, "readonly attribute");
            return false;
        }
    return py_generic_setattr(vm, self, name, value);
}

static const py_type_spec struct_time_spec = {
    .name = "struct_time",
    .module = "time",
    .size = sizeof(struct_time),
    .flags = PY_TF_GC | PY_TF_TUPLE,
    .base = PY_TYPE_TUPLE,
    .slots = {.dealloc = struct_time_dealloc,
              .new_ = struct_time_new,
              .repr = struct_time_repr,
              .getattr = struct_time_getattr,
              .setattr = struct_time_setattr},
};

py_type *sim_struct_time_new_type(py_vm *vm) {
    py_type *type = py_type_new_builtin(vm, &struct_time_spec, vm->types[PY_TYPE_TUPLE]);
    bool ok = type != NULL;
    static const struct { const char *name; int count; } counts[] = {
        {"n_fields", FIELDS + 2}, {"n_sequence_fields", FIELDS}, {"n_unnamed_fields", 0}};
    for (size_t i = 0; ok && i < VL_COUNT(counts); i++)
        ok = py_dict_set_z(vm, type->dict, counts[i].name, py_int(counts[i].count));
    if (ok)
        return type;
    py_release(vm, type);
    return NULL;
}

py_value sim_struct_time(py_vm *vm, const py_civil *at, int dst, const char *zone_text) {
    struct_time *made = alloc(vm, sim_of(vm)->struct_time_type);
    if (!made)
        return py_unset();
    const int64_t values[FIELDS] = {at->year,   at->month,   at->day,     at->hour, at->minute,
                                    at->second, at->weekday, at->yearday, dst};
    for (int i = 0; i < FIELDS; i++)
        made->items[i] = py_int(values[i]);
    if (zone_text) {
        py_str *zone = py_str_z(vm, zone_text);
        if (!zone) {
            py_release(vm, made);
            return py_unset();
        }
        made->zone = py_from(zone);
        made->offset = py_int(0);
    }
    return py_from(made);
}

// ---- back --------------------------------------------------------------------------------------

static bool in_range(py_vm *vm, int value, int low, int high, const char *what) {
    if (value >= low && value <= high)
        return true;
    py_raise(vm, PY_EXC_ValueError, "%s out of range", what);
    return false;
}

// As CPython: zero stands for the first month and day.
static bool check(py_vm *vm, py_civil *at) {
    at->month += at->month == 0;
    at->day += at->day == 0;
    at->yearday += at->yearday == 0;
    at->second = at->second > 61 ? 62 : at->second;
    return in_range(vm, at->month, 1, 12, "month") &&
           in_range(vm, at->day, 1, 31, "day of month") && in_range(vm, at->hour, 0, 23, "hour") &&
           in_range(vm, at->minute, 0, 59, "minute") && in_range(vm, at->second, 0, 61, "seconds") &&
           in_range(vm, at->weekday, 0, 6, "day of week") &&
           in_range(vm, at->yearday, 1, 366, "day of year");
}

bool sim_civil_from(py_vm *vm, py_value tuple, const char *who, bool checked, py_civil *at) {
    if (!py_is_tuple(tuple)) {
        py_raise(vm, PY_EXC_TypeError, "Tuple or struct_time argument required");
        return false;
    }
    const py_tuple *items = (py_tuple *)tuple.as.o;
    if (items->count != FIELDS) {
        py_raise(vm, PY_EXC_TypeError, "%s(): illegal time tuple argument", who);
        return false;
    }
    int64_t v[FIELDS];
    for (int i = 0; i < FIELDS; i++) {
        if (!py_as_int64(vm, items->items[i], &v[i]))
            return false;
        if (v[i] > INT32_MAX || v[i] < INT32_MIN) {
            py_raise(vm, PY_EXC_OverflowError, v[i] > 0 ? "signed integer is greater than maximum"
                                                        : "signed integer is less than minimum");
            return false;
        }
    }
    int64_t weekday = v[6] >= 0 ? v[6] % 7 : v[6];
    *at = (py_civil){.year = v[0], .month = (int)v[1], .day = (int)v[2], .hour = (int)v[3], .minute = (int)v[4],
                     .second = (int)v[5], .microsecond = -1, .weekday = (int)weekday, .yearday = (int)v[7]};
    if (tuple.as.o->type == sim_of(vm)->struct_time_type && py_is_str(((struct_time *)tuple.as.o)->zone))
        at->zone = py_as_str(((struct_time *)tuple.as.o)->zone);
    at->offset = v[8] < 0 ? NULL : "+0000";
    return !checked || check(vm, at);
}
