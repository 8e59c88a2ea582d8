// The cache behind functools.lru_cache. The results are in a dict whose order is that of use: a hit
// moves its entry to the end, the first entry is the one to go.
#include "library_internal.h"

#include "types_internal.h"

typedef struct lru_cache {
    py_gcobj gc;
    py_value func, make_info;
    py_dict *results;
    int64_t maxsize; // -1: no bound
    int64_t hits, misses;
    bool typed;
} lru_cache;

static lru_cache *cache_of(py_value v) {
    return (lru_cache *)v.as.o;
}

static void cache_clear(py_vm *vm, py_obj *self) {
    lru_cache *cache = (lru_cache *)self;
    py_dict **attributes = py_object_dict(self), *held = *attributes;
    *attributes = NULL;
    py_release(vm, held);
    if (cache->results)
        py_dict_clear(vm, cache->results);
    py_assign_take(vm, &cache->func, py_unset());
    py_assign_take(vm, &cache->make_info, py_unset());
}

static void cache_dealloc(py_vm *vm, py_obj *self) {
    py_gc_untrack(vm, self);
    cache_clear(vm, self);
    py_release(vm, ((lru_cache *)self)->results);
    py_object_free(vm, self, 0);
}

static void cache_traverse(py_obj *self, py_visit visit, void *context) {
    const lru_cache *cache = (const lru_cache *)self;
    visit(context, cache->func);
    visit(context, cache->make_info);
    visit(context, py_from(cache->results));
    visit(context, py_from(*py_object_dict(self)));
}

// _lru_cache_wrapper(user_function, maxsize, typed, cache_info)
static py_value cache_new(py_vm *vm, py_type *type, const py_args *args) {
    static const py_fndef def = {"lru_cache", "user_function, maxsize, typed, cache_info_type",
                                 NULL, PY_FN_PLAIN};
    py_value a[4];
    int64_t maxsize = -1;
    if (!py_bind_args(vm, &def, args, a))
        return py_unset();
    if (!py__callable(vm, a[0]))
        return py_raise(vm, PY_EXC_TypeError, "the first argument must be callable");
    if (!py_is_none(a[1]) && !py_as_index(vm, a[1], &maxsize))
        return py_unset();
    int typed = py_truth(vm, a[2]);
    lru_cache *cache = typed < 0 ? NULL : py_object_new(vm, type, 0);
    if (!cache)
        return py_unset();
    cache->func = py_incref(a[0]);
    cache->make_info = py_incref(a[3]);
    cache->maxsize = py_is_none(a[1]) ? -1 : maxsize < 0 ? 0 : maxsize;
    cache->typed = typed;
    cache->results = py_dict_new(vm);
    if (!cache->results) {
        py_release(vm, cache);
        return py_unset();
    }
    return py_from(cache);
}

// One value that stands for the arguments, as CPython makes it: an int or str alone for itself, else a
// tuple of the arguments, then a mark and the keywords, then the types.
static py_value key_of(py_vm *vm, const lru_cache *cache, const py_args *args) {
    int64_t names = args->kwnames ? args->kwnames->count : 0, n = args->n;
    bool plain = args->v && n == 1 && (args->v[0].tag == PY_INT || py_is(vm, args->v[0], PY_TYPE_STR));
    if (!cache->typed && !names && plain)
        return py_incref(args->v[0]);
    int64_t total = n + (names ? 1 + 2 * names : 0) + (cache->typed ? n + names : 0), at = 0;
    py_tuple *key = py_tuple_new(vm, total);
    if (!key)
        return py_unset();
    for (int64_t i = 0; i < n; i++)
        key->items[at++] = py_incref(args->v[i]);
    if (names)
        key->items[at++] = py_incref(py_from(cache->gc.base.type));
    for (int64_t i = 0; i < names; i++) {
        key->items[at++] = py_incref(args->kwnames->items[i]);
        key->items[at++] = py_incref(args->v[n + i]);
    }
    for (int64_t i = 0; cache->typed && i < n + names; i++)
        key->items[at++] = py_incref(py_from(py_type_of(vm, args->v[i])));
    return py_from(key);
}

// The entry's value, owned; the entry goes to the end.
static py_value use(py_vm *vm, lru_cache *cache, int32_t at) {
    if (cache->maxsize < 0 || (uint32_t)at == cache->results->fill - 1)
        return py_incref(cache->results->entries[at].value);
    py_dict_entry taken = py__dict_remove(cache->results, at);
    py_dict_entry *entry = py__dict_insert(vm, cache->results, taken.key, taken.hash);
    if (entry)
        entry->value = py_incref(taken.value);
    py_decref(vm, taken.key);
    if (entry)
        return taken.value;
    py_decref(vm, taken.value);
    return py_unset();
}

static bool keep(py_vm *vm, lru_cache *cache, py_value key, int64_t hash, py_value result) {
    int32_t at = py__dict_find(vm, cache->results, key, hash);
    if (at == -2)
        return false;
    if (at >= 0) // the call itself has put it there
        return cache->maxsize >= 0 || py__dict_set_hashed(vm, cache->results, key, hash, result);
    py_dict_entry oldest = {0};
    if (cache->maxsize >= 0 && (int64_t)cache->results->used >= cache->maxsize) {
        uint32_t first = 0;
        if (py_dict_next(cache->results, &first, NULL, NULL))
            oldest = py__dict_remove(cache->results, (int32_t)(first - 1));
    }
    py_dict_entry *entry = py__dict_insert(vm, cache->results, key, hash);
    if (entry)
        entry->value = py_incref(result);
    py_decref(vm, oldest.key);
    py_decref(vm, oldest.value);
    return entry != NULL;
}

static py_value call_cached(py_vm *vm, lru_cache *cache, const py_args *args) {
    int64_t hash;
    if (cache->maxsize == 0) {
        cache->misses++;
        return py_call(vm, cache->func, args);
    }
    py_value key = key_of(vm, cache, args), result = py_unset();
    if (!py_is_set(key) || !py__hash_key(vm, key, &hash)) {
        py_decref(vm, key);
        return py_unset();
    }
    int32_t at = py__dict_find(vm, cache->results, key, hash);
    if (at >= 0) {
        cache->hits++;
        result = use(vm, cache, at);
    } else if (at == -1) {
        cache->misses++;
        result = py_call(vm, cache->func, args);
        if (py_is_set(result) && !keep(vm, cache, key, hash, result)) {
            py_decref(vm, result);
            result = py_unset();
        }
    }
    py_decref(vm, key);
    return result;
}

static py_value cache_call(py_vm *vm, py_value self, const py_args *args) {
    py_incref(self);
    py_value result = call_cached(vm, cache_of(self), args);
    py_decref(vm, self);
    return result;
}

static py_value cache_get(py_vm *vm, py_value self, py_value object, py_type *type) {
    (void)type;
    return py_is_set(object) && !py_is_none(object) ? py_method_new(vm, self, object)
                                                    : py_incref(self);
}

static py_value m_info(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const lru_cache *cache = cache_of(a[0]);
    py_value args[4] = {py_int(cache->hits), py_int(cache->misses),
                        cache->maxsize < 0 ? py_none() : py_int(cache->maxsize),
                        py_int(cache->results->used)};
    return py_call_n(vm, cache->make_info, 4, args);
}

static py_value m_clear(py_vm *vm, const py_value *a, int n) {
    (void)n;
    cache_of(a[0])->hits = cache_of(a[0])->misses = 0;
    py_dict_clear(vm, cache_of(a[0])->results);
    return py_none();
}

static py_value m_self(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_incref(a[0]);
}

static py_value m_reduce(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_getattr(vm, a[0], vm->sym[PY_SYM___qualname__]);
}

static const py_fndef cache_methods[] = {
    {"cache_info", "self, /", m_info, PY_FN_METHOD},
    {"cache_clear", "self, /", m_clear, PY_FN_METHOD},
    {"__copy__", "self, /", m_self, PY_FN_METHOD},
    {"__deepcopy__", "self, memo, /", m_self, PY_FN_METHOD},
    {"__reduce__", "self, /", m_reduce, PY_FN_METHOD},
    {"__dict__", NULL, py__library_dict, PY_FN_GETTER},
    {0},
};

const py_type_spec py_lru_cache_spec = {
    .name = "_lru_cache_wrapper",
    .module = "functools",
    .size = sizeof(lru_cache),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_DICT | PY_TF_QUALIFIED,
    .base = -1,
    .slots = {.dealloc = cache_dealloc,
              .traverse = cache_traverse,
              .clear = cache_clear,
              .new_ = cache_new,
              .call = cache_call,
              .descr_get = cache_get},
    .methods = cache_methods,
};
