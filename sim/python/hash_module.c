// `_hashlib`: message digests, by nettle.
#include <limits.h>

#include <nettle/nettle-meta.h>
#include <nettle/pbkdf2.h>
#include <nettle/sha2.h>

#include "library_internal.h"
#include "text_internal.h"

static const struct { const char *name; const struct nettle_hash *hash; } kinds[] = {
    {"md5", &nettle_md5},           {"sha1", &nettle_sha1},         {"sha224", &nettle_sha224},
    {"sha256", &nettle_sha256},     {"sha384", &nettle_sha384},     {"sha512", &nettle_sha512},
    {"sha512_256", &nettle_sha512_256}, {"sha512_224", &nettle_sha512_224},
    {"sha3_224", &nettle_sha3_224}, {"sha3_256", &nettle_sha3_256}, {"sha3_384", &nettle_sha3_384},
    {"sha3_512", &nettle_sha3_512}, {"ripemd160", &nettle_ripemd160},
};

typedef struct hasher { // the context of the hash behind it
    py_obj base;
    const char *name;
    const struct nettle_hash *hash;
    max_align_t context[];
} hasher;

static hasher *hasher_of(py_value self) {
    return (hasher *)self.as.o;
}

static hasher *hasher_new(py_vm *vm, const char *name, const struct nettle_hash *hash) {
    py_type *type = py__library_type(vm, PY_LIB_HASH);
    hasher *made = type ? py_object_new(vm, type, hash->context_size) : NULL;
    if (made) {
        made->name = name;
        made->hash = hash;
    }
    return made;
}

static void hasher_dealloc(py_vm *vm, py_obj *self) {
    py_object_free(vm, self, ((hasher *)self)->hash->context_size);
}

static bool feed(py_vm *vm, hasher *to, py_value data) {
    py_value v = py_unbox(data);
    if (py_is_str(v)) {
        py_raise(vm, PY_EXC_TypeError, "Strings must be encoded before hashing");
        return false;
    }
    if (!py__bytes_like(v)) {
        py_raise(vm, PY_EXC_TypeError, "object supporting the buffer API required");
        return false;
    }
    const py_bytes *bytes = py__bytes_self(v);
    to->hash->update(to->context, bytes->size, (const uint8_t *)bytes->data);
    return true;
}

static py_value m_update(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return feed(vm, hasher_of(a[0]), a[1]) ? py_none() : py_unset();
}

static py_value m_copy(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const hasher *from = hasher_of(a[0]);
    hasher *made = hasher_new(vm, from->name, from->hash);
    if (made)
        memcpy(made->context, from->context, from->hash->context_size);
    return py_from(made);
}

// Taking the digest ends a context, so a copy's is taken.
static py_value m_digest(py_vm *vm, const py_value *a, int n) {
    py_value copy = m_copy(vm, a, n);
    if (!py_is_set(copy))
        return copy;
    hasher *h = hasher_of(copy);
    uint8_t digest[SHA512_DIGEST_SIZE]; // the longest
    h->hash->digest(h->context, h->hash->digest_size, digest);
    py_bytes *bytes = py_bytes_new(vm, (const char *)digest, h->hash->digest_size);
    py_decref(vm, copy);
    return py_from(bytes);
}

static py_value m_hexdigest(py_vm *vm, const py_value *a, int n) {
    py_value digest = m_digest(vm, a, n);
    py_value text = py_is_set(digest) ? py__call_z(vm, digest, "hex", 0, NULL) : py_unset();
    if (py_is_set(digest))
        py_decref(vm, digest);
    return text;
}

static py_value g_name(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_from(py_str_z(vm, hasher_of(a[0])->name));
}

static py_value g_digest_size(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_int(hasher_of(a[0])->hash->digest_size);
}

static py_value g_block_size(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_int(hasher_of(a[0])->hash->block_size);
}

static py_value hasher_repr(py_vm *vm, py_value self) {
    return py_from(py_str_format(vm, "<%s _hashlib.HASH object @ %p>", hasher_of(self)->name,
                                 (void *)self.as.o));
}

static const py_fndef methods[] = {
    {"update", "self, obj, /", m_update, PY_FN_METHOD},
    {"digest", "self, /", m_digest, PY_FN_METHOD},
    {"hexdigest", "self, /", m_hexdigest, PY_FN_METHOD},
    {"copy", "self, /", m_copy, PY_FN_METHOD},
    {"name", NULL, g_name, PY_FN_GETTER},
    {"digest_size", NULL, g_digest_size, PY_FN_GETTER},
    {"block_size", NULL, g_block_size, PY_FN_GETTER},
    {0},
};

const py_type_spec py_hash_spec = {
    .name = "HASH",
    .module = "_hashlib",
    .size = sizeof(hasher),
    .base = -1,
    .slots = {.dealloc = hasher_dealloc, .repr = hasher_repr},
    .methods = methods,
};

// new(name, data): None for a name that is none.
static py_value f_new(py_vm *vm, const py_value *a, int n) {
    (void)n;
    for (size_t i = 0; i < VL_COUNT(kinds); i++) {
        if (!py_is_str(a[0]) || !py_str_is(py_as_str(a[0]), kinds[i].name))
            continue;
        hasher *made = hasher_new(vm, kinds[i].name, kinds[i].hash);
        if (!made)
            return py_unset();
        made->hash->init(made->context);
        if (feed(vm, made, a[1]))
            return py_from(made);
        py_release(vm, made);
        return py_unset();
    }
    return py_none();
}

static bool hash_init(py_vm *vm, py_module *module) {
    py_value names[VL_COUNT(kinds)];
    bool ok = true;
    for (size_t i = 0; i < VL_COUNT(kinds); i++) {
        names[i] = py_from(py_str_z(vm, kinds[i].name));
        ok = ok && py_is_set(names[i]);
    }
    py_value all = ok ? py_from(py_tuple_of(vm, (int64_t)VL_COUNT(kinds), names)) : py_unset();
    for (size_t i = 0; i < VL_COUNT(kinds); i++)
        py_decref(vm, names[i]);
    return py_module_add(vm, module, "names", all);
}

// pbkdf2(name, password, salt, iterations, size) -> bytes; None for a name that has none.
static py_value f_pbkdf2(py_vm *vm, const py_value *a, int n) {
    (void)n;
    static const struct {
        const char *name;
        void (*derive)(size_t, const uint8_t *, unsigned, size_t, const uint8_t *, size_t, uint8_t *);
    } derivers[] = {{"sha1", nettle_pbkdf2_hmac_sha1},
                    {"sha256", nettle_pbkdf2_hmac_sha256},
                    {"sha384", nettle_pbkdf2_hmac_sha384},
                    {"sha512", nettle_pbkdf2_hmac_sha512}};
    int64_t iterations, size;
    if (!py_as_int64(vm, a[3], &iterations) || !py_as_int64(vm, a[4], &size))
        return py_unset();
    if (!py__bytes_like(a[1]) || !py__bytes_like(a[2]))
        return py_raise(vm, PY_EXC_TypeError, "a bytes-like object is required, not '%T'",
                        py__bytes_like(a[1]) ? a[2] : a[1]);
    if (iterations < 1 || iterations > INT_MAX)
        return py_raise(vm, PY_EXC_ValueError, iterations < 1 ? "iteration value must be greater than 0."
                                                              : "iteration value is too great.");
    if (size < 1 || size > INT_MAX)
        return py_raise(vm, PY_EXC_ValueError, size < 1 ? "key length must be greater than 0."
                                                        : "key length is too great.");
    const py_bytes *password = py__bytes_self(a[1]), *salt = py__bytes_self(a[2]);
    for (size_t i = 0; i < VL_COUNT(derivers); i++) {
        if (!py_is_str(a[0]) || !py_str_is(py_as_str(a[0]), derivers[i].name))
            continue;
        py_bytes *key = py__bytes_alloc(vm, (size_t)size);
        if (key)
            derivers[i].derive(password->size, (const uint8_t *)password->data, (unsigned)iterations,
                               salt->size, (const uint8_t *)salt->data, (size_t)size, (uint8_t *)key->data);
        return py_from(key);
    }
    return py_none();
}

static const py_fndef functions[] = {
    {"new", "name, data, /", f_new, PY_FN_PLAIN},
    {"pbkdf2", "name, password, salt, iterations, size, /", f_pbkdf2, PY_FN_PLAIN},
    {0},
};

const py_module_spec py_hash_module_spec = {
    .name = "_hashlib", .init = hash_init, .functions = functions};
