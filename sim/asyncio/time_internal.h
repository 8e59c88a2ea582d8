// What the files of the module time share: calendar time as struct_time holds it, always in UTC.
#ifndef SIM_TIME_INTERNAL_H
#define SIM_TIME_INTERNAL_H

#include "sim_internal.h"

// time_struct.c
py_type *sim_struct_time_new_type(py_vm *vm);
// `zone`: the text of tm_zone, tm_gmtoff being 0; NULL: both are None.
py_value sim_struct_time(py_vm *vm, const py_civil *at, int dst, const char *zone);
// From a tuple of nine or a struct_time, checked as asctime and strftime check. at->zone is borrowed.
bool sim_civil_from(py_vm *vm, py_value tuple, const char *who, bool checked, py_civil *at);

#endif
