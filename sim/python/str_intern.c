// Interned strings: one object for each text. The table holds borrowed references; a str leaves it
// when it is freed, and the table goes with the last one.
#include "text_internal.h"

#define FIRST_SLOTS 1024u

struct py_intern_table {
    py_str **slots; // NULL: free
    uint32_t mask, used;
};

static uint32_t home(const struct py_intern_table *table, const py_str *s) {
    return (uint32_t)s->hash & table->mask;
}

static void insert(struct py_intern_table *table, py_str *s) {
    uint32_t at = home(table, s);
    while (table->slots[at])
        at = (at + 1) & table->mask;
    table->slots[at] = s;
}

static py_str **slots_new(py_vm *vm, uint32_t count) {
    py_str **slots = vl_heap_alloc(vm->heap, count * sizeof *slots);
    if (slots)
        memset(slots, 0, count * sizeof *slots);
    return slots;
}

static struct py_intern_table *table_new(py_vm *vm) {
    struct py_intern_table *table = vl_heap_alloc(vm->heap, sizeof *table);
    if (!table)
        return NULL;
    *table = (struct py_intern_table){slots_new(vm, FIRST_SLOTS), FIRST_SLOTS - 1, 0};
    if (table->slots)
        return table;
    vl_heap_free(vm->heap, table, sizeof *table);
    return NULL;
}

static bool table_grow(py_vm *vm, struct py_intern_table *table) {
    uint32_t count = table->mask + 1;
    py_str **old = table->slots, **slots = slots_new(vm, count * 2);
    if (!slots)
        return false;
    table->slots = slots;
    table->mask = count * 2 - 1;
    for (uint32_t i = 0; i < count; i++)
        if (old[i])
            insert(table, old[i]);
    vl_heap_free(vm->heap, old, count * sizeof *old);
    return true;
}

static py_str *lookup(const struct py_intern_table *table, const char *utf8, size_t size,
                      int64_t hash) {
    for (uint32_t at = (uint32_t)hash & table->mask; table->slots[at];
         at = (at + 1) & table->mask) {
        py_str *s = table->slots[at];
        if (s->hash == hash && s->size == size && memcmp(s->data, utf8, size) == 0)
            return s;
    }
    return NULL;
}

static bool make_room(py_vm *vm) {
    if (!vm->interned && !(vm->interned = table_new(vm))) {
        py_raise_memory(vm);
        return false;
    }
    struct py_intern_table *table = vm->interned;
    if (table->used < table->mask / 3 * 2 || table_grow(vm, table))
        return true;
    py_raise_memory(vm);
    return false;
}

py_str *py_str_intern_take(py_vm *vm, py_str *s_take) {
    if (!s_take || s_take->interned)
        return s_take;
    if (!make_room(vm)) {
        py_release(vm, s_take);
        return NULL;
    }
    py_str *known = lookup(vm->interned, s_take->data, s_take->size, py_str_hash(s_take));
    if (known) {
        py_retain(known);
        py_release(vm, s_take);
        return known;
    }
    insert(vm->interned, s_take);
    vm->interned->used++;
    s_take->interned = true;
    return s_take;
}

py_str *py_str_intern(py_vm *vm, const char *utf8, size_t size) {
    if (vm->interned) {
        py_str *known = lookup(vm->interned, utf8, size, (int64_t)py__hash_text(utf8, size));
        if (known)
            return py_retain(known);
    }
    return py_str_intern_take(vm, py_str_new(vm, utf8, size));
}

// Closes the gap: what stands behind it moves up unless it would pass its home.
static void close_gap(struct py_intern_table *table, uint32_t gap) {
    for (uint32_t at = (gap + 1) & table->mask; table->slots[at]; at = (at + 1) & table->mask) {
        uint32_t wants = home(table, table->slots[at]);
        if (((at - wants) & table->mask) < ((at - gap) & table->mask))
            continue;
        table->slots[gap] = table->slots[at];
        table->slots[at] = NULL;
        gap = at;
    }
}

bool py__str_intern_remove(py_vm *vm, py_str *s) {
    struct py_intern_table *table = vm->interned;
    if (!table)
        return false;
    uint32_t at = home(table, s);
    while (table->slots[at] && table->slots[at] != s)
        at = (at + 1) & table->mask;
    if (!table->slots[at])
        return false;
    table->slots[at] = NULL;
    close_gap(table, at);
    if (--table->used == 0) {
        vm->interned = NULL;
        vl_heap_free(vm->heap, table->slots, (table->mask + 1) * sizeof *table->slots);
        vl_heap_free(vm->heap, table, sizeof *table);
    }
    return true;
}
