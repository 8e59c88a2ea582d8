// Methods of bytes that read them as ASCII, or lay them out.
#include "containers_internal.h"
#include "text_internal.h"

// ---- kinds of characters ------------------------------------------------------------------------

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
static bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
static bool is_alpha(char c) {
    return is_upper(c) || is_lower(c);
}
static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
static bool is_alnum(char c) {
    return is_alpha(c) || is_digit(c);
}
static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static py_value all_are(py_value self, bool (*is)(char)) {
    const py_bytes *bytes = py__bytes_self(self);
    for (size_t i = 0; i < bytes->size; i++)
        if (!is(bytes->data[i]))
            return py_bool(false);
    return py_bool(bytes->size > 0);
}

#define ALL_ARE(name, is)                                                                          \
    py_value py__bytes_##name(py_vm *vm, const py_value *a, int n) {                               \
        (void)vm, (void)n;                                                                         \
        return all_are(a[0], is);                                                                  \
    }
ALL_ARE(isalnum, is_alnum)
ALL_ARE(isalpha, is_alpha)
ALL_ARE(isdigit, is_digit)
ALL_ARE(isspace, is_space)

py_value py__bytes_isascii(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    const py_bytes *bytes = py__bytes_self(a[0]);
    for (size_t i = 0; i < bytes->size; i++)
        if ((unsigned char)bytes->data[i] > 127)
            return py_bool(false);
    return py_bool(true);
}

// There are letters, and all of them are of this case.
static py_value is_cased(py_value self, bool (*wanted)(char), bool (*other)(char)) {
    const py_bytes *bytes = py__bytes_self(self);
    bool any = false;
    for (size_t i = 0; i < bytes->size; i++) {
        if (other(bytes->data[i]))
            return py_bool(false);
        any = any || wanted(bytes->data[i]);
    }
    return py_bool(any);
}

py_value py__bytes_isupper(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return is_cased(a[0], is_upper, is_lower);
}

py_value py__bytes_islower(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return is_cased(a[0], is_lower, is_upper);
}

py_value py__bytes_istitle(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    const py_bytes *bytes = py__bytes_self(a[0]);
    bool inside = false, any = false;
    for (size_t i = 0; i < bytes->size; i++) {
        char c = bytes->data[i];
        if (inside ? is_upper(c) : is_lower(c))
            return py_bool(false);
        inside = is_alpha(c);
        any = any || inside;
    }
    return py_bool(any);
}

// ---- case ---------------------------------------------------------------------------------------

typedef enum recase { CAPITALIZE, SWAPCASE, TITLE } recase;

static py_value change(py_vm *vm, py_value self, recase how) {
    const py_bytes *bytes = py__bytes_self(self);
    py_bytes *made = py_bytes_new(vm, bytes->data, bytes->size);
    bool inside = false; // behind a letter
    for (size_t i = 0; made && i < made->size; i++) {
        char c = made->data[i];
        bool upper = how == SWAPCASE ? is_lower(c) : how == TITLE ? !inside : i == 0;
        if (is_alpha(c) && is_upper(c) != upper)
            made->data[i] = (char)(c ^ 32);
        inside = is_alpha(c);
    }
    return py_from(made);
}

py_value py__bytes_capitalize(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return change(vm, a[0], CAPITALIZE);
}

py_value py__bytes_swapcase(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return change(vm, a[0], SWAPCASE);
}

py_value py__bytes_title(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return change(vm, a[0], TITLE);
}

// ---- width --------------------------------------------------------------------------------------

// `left` of the missing bytes go before; `fill` of length 1.
static py_value pad(py_vm *vm, const py_bytes *bytes, size_t left, size_t right, char fill) {
    py_bytes *made = py__bytes_alloc(vm, bytes->size + left + right);
    if (!made)
        return py_unset();
    memset(made->data, fill, left);
    memcpy(made->data + left, bytes->data, bytes->size);
    memset(made->data + left + bytes->size, fill, right);
    return py_from(made);
}

// How many bytes are missing; -1: raised.
static int64_t missing(py_vm *vm, const py_value *a, const char *name, char *fill) {
    int64_t width;
    if (!py_as_int64(vm, a[1], &width))
        return -1;
    *fill = ' ';
    if (py_is_set(a[2])) {
        if (!py__bytes_like(a[2]) || py__bytes_self(a[2])->size != 1) {
            if (vm->python_minor >= 14 && py__bytes_like(a[2]))
                py_raise(vm, PY_EXC_TypeError,
                         "%s(): argument 2 must be a byte string of length 1, not a %T object of length %lld",
                         name, a[2], (long long)py__bytes_self(a[2])->size);
            else
                py_raise(vm, PY_EXC_TypeError,
                         "%s() argument 2 must be a byte string of length 1, not %T", name, a[2]);
            return -1;
        }
        *fill = py__bytes_self(a[2])->data[0];
    }
    int64_t size = (int64_t)py__bytes_self(a[0])->size;
    return width > size ? width - size : 0;
}

py_value py__bytes_ljust(py_vm *vm, const py_value *a, int n) {
    (void)n;
    char fill;
    int64_t more = missing(vm, a, "ljust", &fill);
    return more < 0 ? py_unset() : pad(vm, py__bytes_self(a[0]), 0, (size_t)more, fill);
}

py_value py__bytes_rjust(py_vm *vm, const py_value *a, int n) {
    (void)n;
    char fill;
    int64_t more = missing(vm, a, "rjust", &fill);
    return more < 0 ? py_unset() : pad(vm, py__bytes_self(a[0]), (size_t)more, 0, fill);
}

// The odd one goes to the left where the width is odd.
py_value py__bytes_center(py_vm *vm, const py_value *a, int n) {
    (void)n;
    char fill;
    int64_t more = missing(vm, a, "center", &fill);
    if (more < 0)
        return py_unset();
    const py_bytes *bytes = py__bytes_self(a[0]);
    int64_t left = more / 2 + (more & ((int64_t)bytes->size + more) & 1);
    return pad(vm, bytes, (size_t)left, (size_t)(more - left), fill);
}

py_value py__bytes_zfill(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value with[3] = {a[0], a[1], py_unset()};
    char fill;
    int64_t more = missing(vm, with, "zfill", &fill);
    if (more < 0)
        return py_unset();
    const py_bytes *bytes = py__bytes_self(a[0]);
    py_value made = pad(vm, bytes, (size_t)more, 0, '0');
    if (py_is_set(made) && more > 0 && bytes->size > 0 && strchr("+-", bytes->data[0]) && bytes->data[0]) {
        ((py_bytes *)made.as.o)->data[more] = '0';
        ((py_bytes *)made.as.o)->data[0] = bytes->data[0];
    }
    return made;
}

py_value py__bytes_expandtabs(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int64_t width = 8, column = 0;
    if (py_is_set(a[1]) && !py_as_int64(vm, a[1], &width))
        return py_unset();
    const py_bytes *bytes = py__bytes_self(a[0]);
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    for (size_t i = 0; i < bytes->size && !out.failed; i++) {
        char c = bytes->data[i];
        if (c != '\t') {
            vl_buf_char(&out, c);
            column = c == '\n' || c == '\r' ? 0 : column + 1;
            continue;
        }
        for (int64_t more = width > 0 ? width - column % width : 0; more > 0 && !out.failed; more--, column++)
            vl_buf_char(&out, ' ');
    }
    return py_from(py__bytes_from_buf(vm, &out));
}

// ---- tables -------------------------------------------------------------------------------------

py_value py__bytes_maketrans(py_vm *vm, const py_value *a, int n) {
    (void)n;
    for (int i = 0; i < 2; i++)
        if (!py__bytes_like(a[i]))
            return py_raise(vm, PY_EXC_TypeError, "a bytes-like object is required, not '%T'", a[i]);
    const py_bytes *from = py__bytes_self(a[0]), *to = py__bytes_self(a[1]);
    if (from->size != to->size)
        return py_raise(vm, PY_EXC_ValueError, "maketrans arguments must have same length");
    py_bytes *table = py__bytes_alloc(vm, 256);
    for (size_t i = 0; table && i < 256; i++)
        table->data[i] = (char)(unsigned char)i;
    for (size_t i = 0; table && i < from->size; i++)
        table->data[(unsigned char)from->data[i]] = to->data[i];
    return py_from(table);
}

// translate(table, /, delete=b"")
py_value py__bytes_translate(py_vm *vm, const py_value *a, int n) {
    (void)n;
    bool none = py_is_none(a[1]), removes = py_is_set(a[2]);
    if ((!none && !py__bytes_like(a[1])) || (removes && !py__bytes_like(a[2])))
        return py_raise(vm, PY_EXC_TypeError, "a bytes-like object is required, not '%T'",
                        !none && !py__bytes_like(a[1]) ? a[1] : a[2]);
    const py_bytes *bytes = py__bytes_self(a[0]), *table = none ? NULL : py__bytes_self(a[1]);
    if (table && table->size != 256)
        return py_raise(vm, PY_EXC_ValueError, "translation table must be 256 characters long");
    bool gone[256] = {false};
    for (size_t i = 0; removes && i < py__bytes_self(a[2])->size; i++)
        gone[(unsigned char)py__bytes_self(a[2])->data[i]] = true;
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    for (size_t i = 0; i < bytes->size; i++) {
        unsigned char c = (unsigned char)bytes->data[i];
        if (!gone[c])
            vl_buf_char(&out, table ? table->data[c] : (char)c);
    }
    return py_from(py__bytes_from_buf(vm, &out));
}

// ---- parts --------------------------------------------------------------------------------------

static bool add_part(py_vm *vm, py_list *list, const py_bytes *bytes, size_t from, size_t to) {
    py_bytes *part = py_bytes_new(vm, bytes->data + from, to - from);
    bool ok = part && py_list_append(vm, list, py_from(part));
    py_release(vm, part);
    return ok;
}

py_value py__bytes_splitlines(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int keep = py_is_set(a[1]) ? py_truth(vm, a[1]) : 0;
    const py_bytes *bytes = py__bytes_self(a[0]);
    py_list *list = keep < 0 ? NULL : py_list_new(vm, 0);
    bool ok = list != NULL;
    for (size_t at = 0; ok && at < bytes->size;) {
        size_t end = at;
        while (end < bytes->size && bytes->data[end] != '\n' && bytes->data[end] != '\r')
            end++;
        size_t next = end < bytes->size ? end + 1 : end;
        if (next < bytes->size && bytes->data[end] == '\r' && bytes->data[next] == '\n')
            next++;
        ok = add_part(vm, list, bytes, at, keep ? next : end);
        at = next;
    }
    if (!ok)
        py_release(vm, list);
    return ok ? py_from(list) : py_unset();
}

// The end of the part before `end`, and the part's begin, by white space or a separator. False: no more.
static bool part_before(const py_bytes *bytes, const py_bytes *sep, size_t end, size_t *from, size_t *rest) {
    if (!sep) {
        *from = end;
        while (*from > 0 && !is_space(bytes->data[*from - 1]))
            --*from;
        *rest = *from;
        return true;
    }
    for (size_t at = end; at >= sep->size; at--) {
        if (memcmp(bytes->data + at - sep->size, sep->data, sep->size) == 0) {
            *from = at;
            *rest = at - sep->size;
            return true;
        }
    }
    return false;
}

py_value py__bytes_rsplit(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int64_t most = -1;
    bool spaces = !py_is_set(a[1]) || py_is_none(a[1]);
    if (!spaces && !py__bytes_like(a[1]))
        return py_raise(vm, PY_EXC_TypeError, "a bytes-like object is required, not '%T'", a[1]);
    if (py_is_set(a[2]) && !py_as_int64(vm, a[2], &most))
        return py_unset();
    const py_bytes *bytes = py__bytes_self(a[0]), *sep = spaces ? NULL : py__bytes_self(a[1]);
    if (sep && sep->size == 0)
        return py_raise(vm, PY_EXC_ValueError, "empty separator");
    py_list *list = py_list_new(vm, 0);
    bool ok = list != NULL;
    size_t end = bytes->size, from, rest;
    for (;;) {
        while (spaces && end > 0 && is_space(bytes->data[end - 1]))
            end--;
        if (!ok || (spaces && end == 0) || most-- == 0 || !part_before(bytes, sep, end, &from, &rest))
            break;
        ok = add_part(vm, list, bytes, from, end);
        end = rest;
    }
    if (ok && (!spaces || end > 0))
        ok = add_part(vm, list, bytes, 0, end);
    if (!ok) {
        py_release(vm, list);
        return py_unset();
    }
    for (int64_t i = 0, k = list->count - 1; i < k; i++, k--) {
        py_value item = list->items[i];
        list->items[i] = list->items[k];
        list->items[k] = item;
    }
    return py_from(list);
}
