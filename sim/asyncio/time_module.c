// The module time on the virtual clock, in UTC. CPU work takes no time; time.sleep blocks the loop, or
// the thread that calls it.
#include <math.h>

#include "time_internal.h"

static int64_t now_ns(py_vm *vm) {
    return vl_loop_now(&sim_of(vm)->engine);
}

static int64_t wall_ns(py_vm *vm) {
    return sim_of(vm)->config.epoch_ns + now_ns(vm);
}

// ---- clocks -------------------------------------------------------------------------------------

static py_value f_time(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    return py_float(vl_seconds_from_ns(wall_ns(vm)));
}

static py_value f_time_ns(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    return py_int(wall_ns(vm));
}

static py_value f_monotonic(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    return py_float(vl_seconds_from_ns(now_ns(vm)));
}

static py_value f_monotonic_ns(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    return py_int(now_ns(vm));
}

static py_value f_cpu(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)a;
    (void)n;
    return py_float(0.0);
}

static py_value f_cpu_ns(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)a;
    (void)n;
    return py_int(0);
}

static const struct { const char *name, *implementation; bool monotonic, adjustable; } clocks[] = {
    {"monotonic", "clock_gettime(CLOCK_MONOTONIC)", true, false},
    {"perf_counter", "clock_gettime(CLOCK_MONOTONIC)", true, false},
    {"process_time", "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", true, false},
    {"thread_time", "clock_gettime(CLOCK_THREAD_CPUTIME_ID)", true, false},
    {"time", "clock_gettime(CLOCK_REALTIME)", false, true},
};

static py_value f_get_clock_info(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!py_is_str(a[0]))
        return py_raise(vm, PY_EXC_TypeError, "get_clock_info() argument 1 must be str, not %T", a[0]);
    for (size_t i = 0; i < VL_COUNT(clocks); i++) {
        if (!py_str_is(py_as_str(a[0]), clocks[i].name))
            continue;
        py_value types = py_import(vm, "types");
        py_value space = py_is_set(types) ? py_getattr_z(vm, types, "SimpleNamespace") : py_unset();
        py_value info = py_is_set(space) ? py_call_n(vm, space, 0, NULL) : py_unset();
        py_decref(vm, types);
        py_decref(vm, space);
        py_value words = py_from(py_str_z(vm, clocks[i].implementation));
        const struct { const char *name; py_value value; } fields[] = {
            {"implementation", words},
            {"monotonic", py_bool(clocks[i].monotonic)},
            {"adjustable", py_bool(clocks[i].adjustable)},
            {"resolution", py_float(1e-9)}};
        bool ok = py_is_set(info) && py_is_set(words);
        for (size_t k = 0; ok && k < VL_COUNT(fields); k++) {
            py_str *field = py_str_z(vm, fields[k].name);
            ok = field && py_setattr(vm, info, field, fields[k].value);
            py_release(vm, field);
        }
        py_decref(vm, words);
        if (ok)
            return info;
        py_decref(vm, info);
        return py_unset();
    }
    return py_raise(vm, PY_EXC_ValueError, "unknown clock");
}

// ---- sleep --------------------------------------------------------------------------------------

static py_value f_sleep(py_vm *vm, const py_value *a, int n) {
    (void)n;
    vl_sim *sim = sim_of(vm);
    int64_t ns;
    if (!py_is_int(a[0]) && py_unbox(a[0]).tag != PY_FLOAT) {
        if (!py_type_of(vm, a[0])->slots.unary)
            return py_raise(vm, PY_EXC_TypeError,
                            "'%T' object cannot be interpreted as an integer", a[0]);
    }
    if (!sim_seconds(vm, a[0], &ns))
        return py_unset();
    py_value v = py_unbox(a[0]);
    if (v.tag == PY_FLOAT && v.as.d != v.as.d)
        return py_raise(vm, PY_EXC_ValueError, "Invalid value NaN (not a number)");
    if (ns < 0)
        return py_raise(vm, PY_EXC_ValueError, "sleep length must be non-negative");
    int64_t limit = sim->config.max_time_ns;
    if (limit && (ns > limit || now_ns(vm) > limit - ns)) {
        vl_buf text;
        vl_buf_init(&text, vm->heap);
        vl_format_seconds(&text, limit);
        py_halt(vm, VL_LIMIT, "the virtual clock would pass the limit of %s s; --max-time sets it",
                text.data ? text.data : "");
        vl_buf_deinit(&text);
        return py_unset();
    }
    return sim_thread_sleep(sim, ns, f_sleep);
}

// ---- calendar -----------------------------------------------------------------------------------

// Seconds since the epoch from an argument; none: now.
static bool seconds_from(py_vm *vm, py_value v, int64_t *seconds) {
    if (!py_is_set(v) || py_is_none(v)) {
        int64_t ns = wall_ns(vm);
        *seconds = ns / VL_NS_PER_S - (ns % VL_NS_PER_S < 0);
        return true;
    }
    py_value plain = py_unbox(v);
    if (plain.tag == PY_FLOAT) {
        double whole = floor(plain.as.d);
        if (whole != whole) {
            py_raise(vm, PY_EXC_ValueError, "Invalid value NaN (not a number)");
            return false;
        }
        if (whole >= 0x1p63 || whole < -0x1p63) {
            py_raise(vm, PY_EXC_OverflowError, "timestamp out of range for platform time_t");
            return false;
        }
        *seconds = (int64_t)whole;
    } else if (!py_is_int(v) && !py_type_of(vm, v)->slots.unary) {
        py_raise(vm, PY_EXC_TypeError, "'%T' object cannot be interpreted as an integer", v);
        return false;
    } else if (!py_as_int64(vm, v, seconds)) {
        if (vm->halt == VL_OK && py_exc_matches(vm, PY_EXC_OverflowError)) {
            py_exc_clear(vm);
            py_raise(vm, PY_EXC_OverflowError, "timestamp out of range for platform time_t");
        }
        return false;
    }
    const int64_t most = INT64_C(67768036191676799); // the last second of the last year an int holds
    if (*seconds <= most && *seconds >= -INT64_C(67768040609740800))
        return true;
    py_value number = py_from(vm->exceptions[PY_EXC_OSError]), args[2] = {py_int(75), py_unset()};
    args[1] = py_from(py_str_z(vm, "Value too large for defined data type"));
    py_value exc = py_is_set(args[1]) ? py_call_n(vm, number, 2, args) : py_unset();
    py_decref(vm, args[1]);
    if (py_is_set(exc))
        py_raise_exc(vm, (py_exc *)exc.as.o);
    return false;
}

static py_value broken_down(py_vm *vm, py_value v, const char *zone) {
    int64_t seconds;
    if (!seconds_from(vm, v, &seconds))
        return py_unset();
    py_civil at;
    py_civil_from_seconds(seconds, &at);
    return sim_struct_time(vm, &at, 0, zone);
}

static py_value f_gmtime(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return broken_down(vm, a[0], "GMT");
}

static py_value f_localtime(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return broken_down(vm, a[0], "UTC");
}

static py_value finish_text(py_vm *vm, vl_buf *text) {
    return text->data || text->failed ? py_from(py_str_from_buf(vm, text))
                                      : py_incref(py_from(vm->empty_str));
}

static py_value f_ctime(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int64_t seconds;
    if (!seconds_from(vm, a[0], &seconds))
        return py_unset();
    py_civil at;
    py_civil_from_seconds(seconds, &at);
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    py_asctime(&text, &at);
    return finish_text(vm, &text);
}

static bool civil_or_now(py_vm *vm, py_value v, const char *who, py_civil *at) {
    int64_t seconds;
    if (py_is_set(v))
        return sim_civil_from(vm, v, who, true, at);
    if (!seconds_from(vm, v, &seconds))
        return false;
    py_civil_from_seconds(seconds, at);
    at->offset = "+0000";
    return true;
}

static py_value f_asctime(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_civil at;
    if (!civil_or_now(vm, a[0], "asctime", &at))
        return py_unset();
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    py_asctime(&text, &at);
    return finish_text(vm, &text);
}

static py_value f_strftime(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_civil at;
    if (!py_is_str(a[0]))
        return py_raise(vm, PY_EXC_TypeError, "strftime() argument 1 must be str, not %T", a[0]);
    if (vm->python_minor < 14 && memchr(py_as_str(a[0])->data, 0, py_as_str(a[0])->size))
        return py_raise(vm, PY_EXC_ValueError, "embedded null character");
    if (!civil_or_now(vm, a[1], "strftime", &at))
        return py_unset();
    py_str *zone = py_str_z(vm, "UTC");
    if (!zone)
        return py_unset();
    if (!at.zone && at.offset)
        at.zone = zone;
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    if (!py_strftime(&text, py_as_str(a[0])->data, py_as_str(a[0])->size, &at))
        text.failed = true;
    py_release(vm, zone);
    return finish_text(vm, &text);
}

// strptime(string[, format])
static py_value f_strptime(py_vm *vm, const py_value *a, int n) {
    (void)n;
    for (int i = 0; i < 2; i++)
        if (py_is_set(a[i]) && !py_has_flag(a[i], PY_TF_STR))
            return py_raise(vm, PY_EXC_TypeError, "strptime() argument %d must be str, not <class '%T'>", i,
                            a[i]);
    py_str *usual = py_is_set(a[1]) ? NULL : py_str_z(vm, "%a %b %d %H:%M:%S %Y");
    if (!py_is_set(a[1]) && !usual)
        return py_unset();
    py_parsed parsed = {0};
    bool ok = py_strptime(vm, py_as_str(py_unbox(a[0])), usual ? usual : py_as_str(py_unbox(a[1])), &parsed);
    py_release(vm, usual);
    if (!ok)
        return py_unset();
    const py_civil *t = &parsed.civil;
    py_value parts[11] = {py_int(t->year),    py_int(t->month),   py_int(t->day),
                          py_int(t->hour),    py_int(t->minute),  py_int(t->second),
                          py_int(t->weekday), py_int(t->yearday), py_int(py_is_set(parsed.zone) ? 0 : -1),
                          py_is_set(parsed.zone) ? parsed.zone : py_none(),
                          parsed.has_offset ? py_int(parsed.offset_us / 1000000) : py_none()};
    py_value all = py_from(py_tuple_of(vm, 11, parts));
    py_value made = py_is_set(all) ? py_call_n(vm, py_from(sim_of(vm)->struct_time_type), 1, &all) : all;
    py_decref(vm, all);
    py_decref(vm, parsed.zone);
    return made;
}

static py_value f_mktime(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_civil at;
    if (!sim_civil_from(vm, a[0], "mktime", false, &at))
        return py_unset();
    return py_float((double)py_civil_seconds(&at));
}

static py_value f_tzset(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)a;
    (void)n;
    return py_none();
}

static const py_fndef functions[] = {
    {"time", "", f_time, PY_FN_PLAIN},
    {"time_ns", "", f_time_ns, PY_FN_PLAIN},
    {"monotonic", "", f_monotonic, PY_FN_PLAIN},
    {"monotonic_ns", "", f_monotonic_ns, PY_FN_PLAIN},
    {"perf_counter", "", f_monotonic, PY_FN_PLAIN},
    {"perf_counter_ns", "", f_monotonic_ns, PY_FN_PLAIN},
    {"process_time", "", f_cpu, PY_FN_PLAIN},
    {"process_time_ns", "", f_cpu_ns, PY_FN_PLAIN},
    {"thread_time", "", f_cpu, PY_FN_PLAIN},
    {"thread_time_ns", "", f_cpu_ns, PY_FN_PLAIN},
    {"get_clock_info", "name, /", f_get_clock_info, PY_FN_PLAIN},
    {"sleep", "seconds, /", f_sleep, PY_FN_PLAIN},
    {"gmtime", "seconds=, /", f_gmtime, PY_FN_PLAIN},
    {"localtime", "seconds=, /", f_localtime, PY_FN_PLAIN},
    {"ctime", "seconds=, /", f_ctime, PY_FN_PLAIN},
    {"asctime", "tuple=, /", f_asctime, PY_FN_PLAIN},
    {"strftime", "format, tuple=, /", f_strftime, PY_FN_PLAIN},
    {"strptime", "string, format=, /", f_strptime, PY_FN_PLAIN},
    {"mktime", "tuple, /", f_mktime, PY_FN_PLAIN},
    {"tzset", "", f_tzset, PY_FN_PLAIN},
    {0},
};

static bool time_init(py_vm *vm, py_module *module) {
    vl_sim *sim = sim_of(vm);
    if (!sim->struct_time_type) {
        py_type *type = sim_struct_time_new_type(vm);
        if (!type || !py_vm_keep_until_end(vm, type))
            return false;
        sim->struct_time_type = type;
    }
    py_str *zone = py_str_z(vm, "UTC");
    py_value names[2] = {py_from(zone), py_from(zone)};
    bool ok = zone && py_module_add(vm, module, "tzname", py_from(py_tuple_of(vm, 2, names)));
    py_release(vm, zone);
    return ok && py_module_add(vm, module, "timezone", py_int(0)) &&
           py_module_add(vm, module, "altzone", py_int(0)) &&
           py_module_add(vm, module, "daylight", py_int(0)) &&
           py_module_add(vm, module, "struct_time", py_incref(py_from(sim->struct_time_type)));
}

const py_module_spec sim_time_module_spec = {.name = "time", .init = time_init, .functions = functions};
