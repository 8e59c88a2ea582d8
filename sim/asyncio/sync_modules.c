// The modules asyncio.locks and asyncio.queues, and their types: made when first asked for, so that a
// program that uses none pays for none.
#include "sync_internal.h"

py_type *sim_sync_type(vl_sim *sim, sim_sync_id id) {
    static const struct { const py_type_spec *spec; int base; } table[] = {
        [SIM_SYNC_LOCK] = {&sim_lock_spec, -1},
        [SIM_SYNC_EVENT] = {&sim_event_spec, -1},
        [SIM_SYNC_CONDITION] = {&sim_condition_spec, -1},
        [SIM_SYNC_SEMAPHORE] = {&sim_semaphore_spec, -1},
        [SIM_SYNC_BOUNDED_SEMAPHORE] = {&sim_bounded_semaphore_spec, SIM_SYNC_SEMAPHORE},
        [SIM_SYNC_BARRIER] = {&sim_barrier_spec, -1},
        [SIM_SYNC_QUEUE] = {&sim_queue_spec, -1},
        [SIM_SYNC_LIFO_QUEUE] = {&sim_lifo_queue_spec, SIM_SYNC_QUEUE},
        [SIM_SYNC_PRIORITY_QUEUE] = {&sim_priority_queue_spec, SIM_SYNC_QUEUE},
    };
    py_vm *vm = sim->vm;
    if (sim->sync_types[id])
        return sim->sync_types[id];
    py_type *base = NULL;
    if (table[id].base >= 0 && !(base = sim_sync_type(sim, (sim_sync_id)table[id].base)))
        return NULL;
    py_type *type = py_type_new_builtin(vm, table[id].spec, base);
    if (!type)
        return NULL;
    for (const char *const *name = sim_queue_later;
         id == SIM_SYNC_QUEUE && *name && !sim_has(sim, SIM_PROFILE_QUEUE_SHUTDOWN); name++) {
        py_str *key = py_str_z(vm, *name);
        bool ok = key && py_dict_del(vm, type->dict, py_from(key)) >= 0;
        py_release(vm, key);
        py_type_changed(vm, type);
        if (!ok) {
            py_release(vm, type);
            return NULL;
        }
    }
    py_release(vm, type); // the VM keeps one reference until its end
    return sim->sync_types[id] = type;
}

static bool add_types(py_vm *vm, py_module *module, sim_sync_id first, sim_sync_id last) {
    for (int id = (int)first; id <= (int)last; id++) {
        py_type *type = sim_sync_type(sim_of(vm), (sim_sync_id)id);
        if (!type || !py_module_add(vm, module, type->name->data, py_incref(py_from(type))))
            return false;
    }
    return true;
}

// Makes the exception once; the VM keeps it until its end.
static bool add_exception(py_vm *vm, py_module *module, py_type **type, const char *of,
                          const char *name, py_exc_id base) {
    if (!*type && (*type = sim_exception_new(sim_of(vm), of, name, base)) &&
        !py_vm_keep_until_end(vm, *type))
        *type = NULL;
    return *type && py_module_add(vm, module, name, py_incref(py_from(*type)));
}

static bool locks_init(py_vm *vm, py_module *module) {
    return add_types(vm, module, SIM_SYNC_LOCK, SIM_SYNC_BARRIER) &&
           add_exception(vm, module, &sim_of(vm)->broken_barrier, "asyncio.exceptions",
                         "BrokenBarrierError", PY_EXC_RuntimeError);
}

static bool queues_init(py_vm *vm, py_module *module) {
    static const char own[] = "asyncio.queues";
    vl_sim *sim = sim_of(vm);
    return add_types(vm, module, SIM_SYNC_QUEUE, SIM_SYNC_PRIORITY_QUEUE) &&
           add_exception(vm, module, &sim->queue_empty, own, "QueueEmpty", PY_EXC_Exception) &&
           add_exception(vm, module, &sim->queue_full, own, "QueueFull", PY_EXC_Exception) &&
           (!sim_has(sim, SIM_PROFILE_QUEUE_SHUTDOWN) ||
            add_exception(vm, module, &sim->queue_shut_down, own, "QueueShutDown",
                          PY_EXC_Exception));
}

const py_module_spec sim_locks_module_spec = {.name = "asyncio.locks", .init = locks_init};
const py_module_spec sim_queues_module_spec = {.name = "asyncio.queues", .init = queues_init};
