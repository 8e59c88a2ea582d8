// The cycle collector. Trial deletion over the list of tracked containers, as in CPython's
// gcmodule.c: subtract the references that come from inside the list; what is left with none, and
// is not reached from what has some, is garbage. One generation; a collection runs when half as
// many containers were added as survived the last one.
#include "types_internal.h"
#include "vm_internal.h"

#define THRESHOLD_MIN 10000

enum { GC_REACHED = 1u << 31, GC_FINALIZED = PY_GC_FINALIZED, GC_KEPT = GC_FINALIZED | PY_GC_WEAK,
       GC_COUNT = PY_GC_WEAK - 1 };

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

// Objects reached whose references are not yet followed. Where it cannot grow it drops some: `lost`
// asks for another round over the list, so that a collection never fails for want of memory.
typedef struct worklist {
    vl_heap *heap;
    py_gcobj **items, *few[64];
    size_t count, cap;
    bool lost;
} worklist;

static void work_push(worklist *work, py_gcobj *gc) {
    if (work->count == work->cap) {
        size_t unit = sizeof(py_gcobj *), was = work->items == work->few ? 0 : work->cap * unit;
        py_gcobj **items =
            vl_heap_realloc(work->heap, was ? work->items : NULL, was, work->cap * 2 * unit);
        if (!items) {
            work->lost = true;
            return;
        }
        if (!was)
            memcpy(items, work->few, sizeof work->few);
        work->items = items;
        work->cap *= 2;
    }
    work->items[work->count++] = gc;
}

static void reach(void *context, py_value v) {
    if (is_tracked(v) && !(v.as.o->gc & GC_REACHED)) {
        v.as.o->gc |= GC_REACHED;
        work_push(context, (py_gcobj *)v.as.o);
    }
}

static void follow(worklist *work, py_gcobj *gc) {
    gc->base.gc |= GC_REACHED;
    work_push(work, gc);
    while (work->count) {
        py_gcobj *next = work->items[--work->count];
        if (next->base.type->slots.traverse)
            next->base.type->slots.traverse(&next->base, reach, work);
    }
}

// Marks what lives.
static void mark(py_vm *vm) {
    py_gcobj *head = &vm->gc_head;
    for (py_gcobj *gc = head->next; gc != head; gc = gc->next)
        gc->base.gc = (gc->base.gc & GC_KEPT) | (gc->base.refs & GC_COUNT);
    for (py_gcobj *gc = head->next; gc != head; gc = gc->next)
        if (gc->base.type->slots.traverse)
            gc->base.type->slots.traverse(&gc->base, subtract, NULL);
    worklist work = {.heap = vm->heap, .cap = VL_COUNT(work.few)};
    work.items = work.few;
    for (py_gcobj *gc = head->next; gc != head; gc = gc->next)
        if ((gc->base.gc & GC_COUNT) && !(gc->base.gc & GC_REACHED))
            follow(&work, gc);
    while (work.lost) {
        work.lost = false;
        for (py_gcobj *gc = head->next; gc != head; gc = gc->next)
            if (gc->base.gc & GC_REACHED)
                follow(&work, gc);
    }
    if (work.items != work.few)
        vl_heap_free(vm->heap, work.items, work.cap * sizeof(py_gcobj *));
}

static void move(py_gcobj *gc, py_gcobj *head) {
    gc->prev->next = gc->next;
    gc->next->prev = gc->prev;
    gc->prev = head->prev;
    gc->next = head;
    head->prev->next = gc;
    head->prev = gc;
}

// Moves the unreachable ones to a list of their own, each with a reference of ours, in order of
// creation. Nothing but its end takes an object off a list, so they stay until they are let go.
static int64_t take_garbage(py_vm *vm, py_gcobj *garbage) {
    int64_t found = 0;
    py_gcobj *head = &vm->gc_head;
    for (py_gcobj *gc = head->next, *next; gc != head; gc = next) {
        next = gc->next;
        if (!(gc->base.gc & GC_REACHED)) {
            gc->base.refs++;
            found++;
            move(gc, garbage);
        }
        gc->base.gc &= GC_KEPT;
    }
    return found;
}

static void finalize_all(py_vm *vm, py_gcobj *garbage) {
    for (py_gcobj *gc = garbage->next; gc != garbage; gc = gc->next) {
        py_obj *object = &gc->base;
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
    py_gcobj garbage;
    garbage.next = garbage.prev = &garbage;
    mark(vm);
    int64_t found = take_garbage(vm, &garbage);
    py__weak_end_garbage(vm, &garbage);
    finalize_all(vm, &garbage);
    // A finaliser may have made something reachable again: look once more, at those alone.
    for (py_gcobj *gc = garbage.next; gc != &garbage; gc = gc->next) {
        py_obj *object = &gc->base;
        bool spared = object->type->slots.finalize && object->refs > 1 && vm->halt != VL_OK;
        if (object->type->slots.clear && (!spared || !vm->builtins)) // without built-ins: the VM's own end
            object->type->slots.clear(vm, object);
    }
    while (garbage.next != &garbage) {
        py_gcobj *gc = garbage.next;
        move(gc, &vm->gc_head);
        py_release(vm, gc);
    }
    vm->gc_running = false;
    vm->gc_old = vm->gc_count;
    vm->gc_threshold =
        vm->gc_count + (vm->gc_count / 2 > THRESHOLD_MIN ? vm->gc_count / 2 : THRESHOLD_MIN);
    if (pending) {
        py_exc_clear(vm);
        vm->exc = pending;
    }
    return found;
}
