// The module datetime, and zoneinfo's one zone. What time it is, the host says (py_host.wall_ns).
#include "datetime_internal.h"

static bool put(py_vm *vm, py_type *type, const char *name, py_value value_take) {
    return py_is_set(value_take) && py_dict_set_z(vm, type->dict, name, value_take);
}

static bool add_constants(py_vm *vm) {
    py_type *delta = dt_type(vm, &dt_delta_spec), *date = dt_type(vm, &dt_date_spec);
    py_type *clock = dt_type(vm, &dt_time_spec), *moment = dt_type(vm, &dt_datetime_spec);
    py_type *zone = dt_type(vm, &dt_zone_spec);
    dt_date first = {.year = 1, .month = 1, .day = 1}, last = {.year = 9999, .month = 12, .day = 31};
    dt_clock midnight = {0}, late = {.hour = 23, .minute = 59, .second = 59, .us = 999999};
    py_value latest = dt_time_spec.slots.new_(
        vm, clock,
        &(py_args){(py_value[]){py_int(23), py_int(59), py_int(59), py_int(999999)}, 4, NULL});
    py_value earliest = dt_time_spec.slots.new_(vm, clock, &(py_args){NULL, 0, NULL});
    int64_t limit = (INT64_C(23) * 60 + 59) * 60000000;
    return put(vm, clock, "min", earliest) && put(vm, clock, "max", latest) &&
           put(vm, clock, "resolution", dt_delta_new(vm, delta, 0, 0, 1)) &&
           put(vm, delta, "min", dt_delta_new(vm, delta, -DT_MAX_DAYS, 0, 0)) &&
           put(vm, delta, "max", dt_delta_new(vm, delta, DT_MAX_DAYS, 86399, 999999)) &&
           put(vm, delta, "resolution", dt_delta_new(vm, delta, 0, 0, 1)) &&
           put(vm, date, "min", dt_date_new(vm, date, 1, 1, 1)) &&
           put(vm, date, "max", dt_date_new(vm, date, 9999, 12, 31)) &&
           put(vm, date, "resolution", dt_delta_new(vm, delta, 1, 0, 0)) &&
           put(vm, moment, "min", dt_datetime_new(vm, moment, &first, &midnight)) &&
           put(vm, moment, "max", dt_datetime_new(vm, moment, &last, &late)) &&
           put(vm, moment, "resolution", dt_delta_new(vm, delta, 0, 0, 1)) &&
           put(vm, zone, "utc", dt_zone_new(vm, zone, 0, NULL)) &&
           put(vm, zone, "min", dt_zone_new(vm, zone, -limit, NULL)) &&
           put(vm, zone, "max", dt_zone_new(vm, zone, limit, NULL));
}

static bool init(py_vm *vm, py_module *module) {
    static const struct { const py_type_spec *spec, *base; } types[] = {
        {&dt_delta_spec, NULL},   {&dt_date_spec, NULL},           {&dt_time_spec, NULL},
        {&dt_tzinfo_spec, NULL},  {&dt_datetime_spec, &dt_date_spec}, {&dt_zone_spec, &dt_tzinfo_spec}};
    for (size_t i = 0; i < VL_COUNT(types); i++) {
        py_type *base = types[i].base ? dt_type(vm, types[i].base) : NULL;
        py_type *type = py_type_new_builtin(vm, types[i].spec, base);
        if (!py_module_add(vm, module, types[i].spec->name, py_from(type)))
            return false;
    }
    py_type *iso = py_type_new_builtin(vm, &dt_iso_date_spec, vm->types[PY_TYPE_TUPLE]);
    py_release(vm, iso); // the VM keeps it
    return iso && add_constants(vm) && py_module_add(vm, module, "UTC", dt_utc(vm)) &&
           py_module_add(vm, module, "MINYEAR", py_int(1)) &&
           py_module_add(vm, module, "MAXYEAR", py_int(9999));
}

const py_module_spec py_datetime_module_spec = {.name = "datetime", .init = init};
