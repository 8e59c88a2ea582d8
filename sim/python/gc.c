// The cycle collector. Trial deletion over the list of tracked containers, as in CPython's gcmodule.c:
// subtract the references that come from inside the list; what is left with none, and is not reached
// from what has some, is garbage. One generation; a collection runs when half as many containers were
// added as survived the last one.
#include "vm_internal.h"

#define THRESHOLD_MIN 10000

enum { GC_REACHED = 1u << 31, GC_FINALIZED = 1u << 30, GC_COUNT = GC_FINALIZED - 1 };

void py_gc_track(py_vm *vm, void *object) {
    py_gcobj *gc = object, *head = &vm->gc_head;
    gc->prev = head->prev;
    gc->next = head;
    head->prev->next = gc;
    head->prev = gc;
    vm->gc_count++;
}

void py_gc_untrack(py_vm *vm, void *object) {
    py_gcobj *gc = object;
    if (!gc->next)
        return;
    gc->prev->next = gc->next;
    gc->next->prev = gc->prev;
    gc->prev = gc->next = NULL;
    if (vm->gc_count)
        vm->gc_count--;
}

static bool is_tracked(py_value v) {
    return py_has_flag(v, PY_TF_GC) && ((py_gcobj *)v.as.o)->next != NULL;
}

static void subtract(void *context, py_value v) {
    (void)context;
    if (is_tracked(v))
        v.as.o->gc--;
}

typedef struct worklist {
    vl_heap *heap;
    py_gcobj **items;
    size_t count, cap;
    bool failed;
} worklist;

static bool work_push(worklist *work, py_gcobj *gc) {
    if (work->count == work->cap) {
        size_t cap = work->cap ? work->cap * 2 : 256, unit = sizeof(py_gcobj *);
        py_gcobj **items = vl_heap_realloc(work->heap, work->items, work->cap * unit, cap * unit);
        if (!items) {
            work->failed = true;
            return false;
        }
        work->items = items;
        work->cap = cap;
    }
    work->items[work->count++] = gc;
    return true;
}

static void reach(void *context, py_value v) {
    if (is_tracked(v) && !(v.as.o->gc & GC_REACHED)) {
        v.as.o->gc |= GC_REACHED;
        work_push(context, (py_gcobj *)v.as.o);
    }
}

// Marks what lives. False: no memory for the work list; nothing may be collected.
static bool mark(py_vm *vm) {
    py_gcobj *head = &vm->gc_head;
    for (py_gcobj *gc = head->next; gc != head; gc = gc->next)
        gc->base.gc = (gc->base.gc & GC_FINALIZED) | (gc->base.refs & GC_COUNT);
    for (py_gcobj *gc = head->next; gc != head; gc = gc->next)
        if (gc->base.type->slots.traverse)
            gc->base.type->slots.traverse(&gc->base, subtract, NULL);
    worklist work = {.heap = vm->heap};
    for (py_gcobj *gc = head->next; gc != head; gc = gc->next) {
        if (!(gc->base.gc & GC_COUNT) || (gc->base.gc & GC_REACHED))
            continue;
        gc->base.gc |= GC_REACHED;
        work_push(&work, gc);
        while (work.count && !work.failed) {
            py_gcobj *next = work.items[--work.count];
            if (next->base.type->slots.traverse)
                next->base.type->slots.traverse(&next->base, reach, &work);
        }
    }
    vl_heap_free(vm->heap, work.items, work.cap * sizeof(py_gcobj *));
    return !work.failed;
}

// The unreachable ones, each with a reference of ours, in order of creation.
static size_t take_garbage(py_vm *vm, worklist *garbage) {
    py_gcobj *head = &vm->gc_head;
    for (py_gcobj *gc = head->next; gc != head; gc = gc->next)
        if (!(gc->base.gc & GC_REACHED) && work_push(garbage, gc))
            gc->base.refs++;
    for (py_gcobj *gc = head->next; gc != head; gc = gc->next)
        gc->base.gc &= GC_FINALIZED;
    return garbage->count;
}

static void finalize_all(py_vm *vm, worklist *garbage) {
    for (size_t i = 0; i < garbage->count; i++) {
        py_obj *object = &garbage->items[i]->base;
        if (!object->type->slots.finalize || (object->gc & GC_FINALIZED))
            continue;
        object->gc |= GC_FINALIZED;
        object->type->slots.finalize(vm, py_from(object));
    }
}

int64_t py_gc_collect(py_vm *vm) {
    if (vm->gc_running)
        return 0;
    vm->gc_running = true;
    py_exc *pending = py_exc_fetch(vm);
    worklist garbage = {.heap = vm->heap};
    size_t found = mark(vm) ? take_garbage(vm, &garbage) : 0;
    finalize_all(vm, &garbage);
    // A finaliser may have made something reachable again: look once more, at those alone.
    for (size_t i = 0; i < found; i++) {
        py_obj *object = &garbage.items[i]->base;
        if (object->type->slots.clear && !(object->type->slots.finalize && object->refs > 1 &&
                                           vm->halt != VL_OK))
            object->type->slots.clear(vm, object);
    }
    for (size_t i = 0; i < found; i++)
        py_release(vm, garbage.items[i]);
    vl_heap_free(vm->heap, garbage.items, garbage.cap * sizeof(py_gcobj *));
    vm->gc_running = false;
    vm->gc_old = vm->gc_count;
    vm->gc_threshold = vm->gc_count + (vm->gc_count / 2 > THRESHOLD_MIN ? vm->gc_count / 2
                                                                        : THRESHOLD_MIN);
    if (pending) {
        py_exc_clear(vm);
        vm->exc = pending;
    }
    return (int64_t)found;
}
