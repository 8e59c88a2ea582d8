// vl_base: what every other folder may use: status and error, allocator, arena, byte buffer,
// string map, diagnostics. Knows nothing of time, tasks, Python, SQLite or files.
//
// Ownership: parameters are borrowed unless their name ends in `_take`; what `new` and `copy`
// return is owned by the caller. `init/deinit` pair up for storage that the caller has.
// Errors: a function that can fail returns a vl_status and fills the vl_error it was given; success
// leaves the error untouched, and the first cause wins.
#ifndef VL_BASE_H
#define VL_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__) || defined(__clang__)
#define VL_PRINTF(f, a) __attribute__((format(printf, f, a)))
#define VL_LIKELY(x)    __builtin_expect(!!(x), 1)
#define VL_UNLIKELY(x)  __builtin_expect(!!(x), 0)
#define VL_NOINLINE     __attribute__((noinline))
#define VL_INLINE       static inline __attribute__((always_inline)) // where a call would be felt
#else
#define VL_PRINTF(f, a)
#define VL_LIKELY(x)   (x)
#define VL_UNLIKELY(x) (x)
#define VL_NOINLINE
#define VL_INLINE static inline
#endif

// The place of the highest and of the lowest one in x, which has one.
static inline unsigned vl_top_bit_portable(uint64_t x) {
    unsigned bit = 0;
    for (unsigned step = 32; step > 0; step /= 2)
        if (x >> step != 0) {
            x >>= step;
            bit += step;
        }
    return bit;
}
#if defined(__GNUC__) || defined(__clang__)
static inline unsigned vl_top_bit(uint64_t x) {
    return 63U - (unsigned)__builtin_clzll(x);
}
#else
#define vl_top_bit vl_top_bit_portable
#endif
static inline unsigned vl_low_bit(uint64_t x) {
    return vl_top_bit(x & (0 - x));
}

#define VL_CONTAINER_OF(ptr, type, member) ((type *)(void *)((char *)(ptr)-offsetof(type, member)))
#define VL_COUNT(array)                    (sizeof(array) / sizeof((array)[0]))

// ---- status and error ---------------------------------------------------------------------------

// One table gives code, exit status of the command line, and the word used in messages.
#define VL_STATUS_TABLE(X)                                                                         \
    X(OK, 0, "ok")                                                                                 \
    X(PROGRAM, 1, "the program failed")                                                            \
    X(USAGE, 2, "usage")                                                                           \
    X(SYNTAX, 2, "syntax error")                                                                   \
    X(UNSUPPORTED, 2, "not supported")                                                             \
    X(DEADLOCK, 3, "deadlock")                                                                     \
    X(LIMIT, 4, "limit reached")                                                                   \
    X(IO, 5, "input/output")                                                                       \
    X(DATABASE, 5, "database")                                                                     \
    X(CHART, 5, "chart")                                                                           \
    X(MEMORY, 5, "out of memory")                                                                  \
    X(INTERRUPTED, 130, "interrupted")

typedef enum vl_status {
#define X(name, exit_code, text) VL_##name,
    VL_STATUS_TABLE(X)
#undef X
        VL_STATUS_COUNT_
} vl_status;

int vl_status_exit_code(vl_status status);
const char *vl_status_text(vl_status status);

// Where in a source text: line from 1, column from 1 in code points, end exclusive; 0 is unknown.
typedef struct vl_place {
    int line, col, end_line, end_col;
} vl_place;

typedef struct vl_error {
    vl_status status; // VL_OK while nothing went wrong
    char file[256];   // "" where no file is meant
    vl_place place;
    char kind[32]; // Python's class for a compile error ("SyntaxError", ...), else ""
    char message[512];
    char hint[256]; // what to do about it, or ""
} vl_error;

// Fills `error` unless it holds an earlier cause; returns `status`. `error` may be NULL.
vl_status vl_error_set(vl_error *error, vl_status status, const char *format, ...) VL_PRINTF(3, 4);
vl_status vl_error_setv(vl_error *error, vl_status status, const char *format, va_list args);
// The same with a place in `file`.
vl_status vl_error_at(vl_error *error, vl_status status, const char *file, vl_place place,
                      const char *format, ...) VL_PRINTF(5, 6);
void vl_error_hint(vl_error *error, const char *format, ...) VL_PRINTF(2, 3);

// ---- allocator ----------------------------------------------------------------------------------

// Allocates for one simulation. Free lists by size serve small blocks; larger ones go to malloc.
// Every block is counted against the limit. Compiled with VL_HEAP_DIRECT (ASan and valgrind
// builds) each block is a malloc of its own that remembers its size. Not shared between threads.
typedef struct vl_heap vl_heap;

#define VL_HEAP_GRAIN   16
#define VL_HEAP_SMALL   512 // largest block served from free lists, bytes
#define VL_HEAP_CLASSES (VL_HEAP_SMALL / VL_HEAP_GRAIN + 1)

struct vl_heap { // exposed so that the fast path below can be inlined; use the functions
    void *free_lists[VL_HEAP_CLASSES];
    size_t live_bytes, peak_bytes, limit_bytes; // limit 0: none
    size_t live_blocks;
    uint64_t allocations; // how many were asked for in all
    uint64_t fail_at;     // the allocation with this number fails (from 1); 0: none
    void *chunks;         // slabs the small blocks are cut from
    char *slab_next, *slab_end;
};

void vl_heap_init(vl_heap *heap, size_t limit_bytes);
// Returns every slab; blocks over VL_HEAP_SMALL must be freed before.
void vl_heap_deinit(vl_heap *heap);
// Keeps the block where the new size fits it. NULL leaves the old block as it was.
void *vl_heap_realloc(vl_heap *heap, void *block, size_t old_size, size_t new_size);

// What the fast paths below leave to heap.c; not for callers.
void *vl_heap_alloc_slow(vl_heap *heap, size_t size);
void vl_heap_free_slow(vl_heap *heap, void *block, size_t size);

// Uninitialised storage aligned to 16 bytes, or NULL (limit, fault or no memory). size > 0.
// One comparison with the peak stands for the limit too: live_bytes cannot pass the limit without
// passing the peak, and raising the peak is the slow path's business.
static inline void *vl_heap_alloc(vl_heap *heap, size_t size) {
#ifndef VL_HEAP_DIRECT
    if (VL_LIKELY(size <= VL_HEAP_SMALL)) {
        size_t grains = (size + VL_HEAP_GRAIN - 1) / VL_HEAP_GRAIN;
        size_t live = heap->live_bytes + grains * VL_HEAP_GRAIN;
        void **block = (void **)heap->free_lists[grains];
        if (VL_LIKELY(block != NULL && live <= heap->peak_bytes &&
                      heap->allocations + 1 != heap->fail_at)) {
            heap->free_lists[grains] = *block;
            heap->live_bytes = live;
            heap->live_blocks++;
            heap->allocations++;
            return block;
        }
    }
#endif
    return vl_heap_alloc_slow(heap, size);
}

// `size` as it was asked for; NULL is fine.
static inline void vl_heap_free(vl_heap *heap, void *block, size_t size) {
#ifndef VL_HEAP_DIRECT
    if (VL_LIKELY(size <= VL_HEAP_SMALL && block != NULL)) {
        size_t grains = (size + VL_HEAP_GRAIN - 1) / VL_HEAP_GRAIN;
        *(void **)block = heap->free_lists[grains];
        heap->free_lists[grains] = block;
        heap->live_bytes -= grains * VL_HEAP_GRAIN;
        heap->live_blocks--;
        return;
    }
#endif
    vl_heap_free_slow(heap, block, size);
}

// ---- arena --------------------------------------------------------------------------------------

// Bump allocation freed as a whole: the AST lives in one. Zero-initialised blocks, 16-byte aligned.
typedef struct vl_arena {
    vl_heap *heap;
    struct vl_arena_block *blocks;
    char *next, *end;
} vl_arena;

void vl_arena_init(vl_arena *arena, vl_heap *heap);
void vl_arena_deinit(vl_arena *arena);
void *vl_arena_alloc(vl_arena *arena, size_t size);                    // NULL without memory
char *vl_arena_copy(vl_arena *arena, const char *text, size_t length); // NUL added

// ---- byte buffer --------------------------------------------------------------------------------

// Grows; always NUL-terminated once something was appended. A failed append sets `failed` and
// leaves the content as it was, and so does every append after it, so a caller may append many
// times and check once. What is appended must not lie in the buffer itself.
typedef struct vl_buf {
    vl_heap *heap;
    char *data; // NULL while empty
    size_t len, cap;
    bool failed;
} vl_buf;

void vl_buf_init(vl_buf *buf, vl_heap *heap); // heap NULL: plain malloc
void vl_buf_deinit(vl_buf *buf);
void vl_buf_clear(vl_buf *buf); // keeps the storage, forgets a failure
bool vl_buf_reserve(vl_buf *buf, size_t more);
bool vl_buf_append(vl_buf *buf, const void *bytes, size_t len);
bool vl_buf_char(vl_buf *buf, char byte);
bool vl_buf_text(vl_buf *buf, const char *text);
bool vl_buf_format(vl_buf *buf, const char *format, ...) VL_PRINTF(2, 3);
bool vl_buf_fill(vl_buf *buf, char byte, size_t count);

// ---- UTF-8 --------------------------------------------------------------------------------------

// Decodes one code point at `text` (`len` bytes left). Returns bytes taken, 0 where invalid. Lone
// surrogates are accepted only with `surrogates` (Python strings may hold them).
size_t vl_utf8_decode(const char *text, size_t len, bool surrogates, uint32_t *code);
size_t vl_utf8_encode(uint32_t code, char out[4]);       // bytes written, 0: no code point
size_t vl_utf8_length(const char *text, size_t len);     // code points in valid text
ptrdiff_t vl_utf8_invalid(const char *text, size_t len); // offset of the first bad byte, -1: none

// ---- string map ---------------------------------------------------------------------------------

// Keys are byte strings, copied; values are pointers the map does not own. Open addressing.
typedef struct vl_strmap {
    vl_heap *heap;
    struct vl_strmap_slot *slots;
    size_t count, cap;
} vl_strmap;

void vl_strmap_init(vl_strmap *map, vl_heap *heap); // heap NULL: plain malloc
void vl_strmap_deinit(vl_strmap *map);
bool vl_strmap_put(vl_strmap *map, const char *key, size_t len, void *value); // false: no memory
void *vl_strmap_get(const vl_strmap *map, const char *key, size_t len);       // NULL: absent

uint64_t vl_hash_bytes(const void *bytes, size_t len); // FNV-1a, 64 bits; the same on every machine

// ---- diagnostics --------------------------------------------------------------------------------

// Appends the message for people: `file:line:col: error: kind: message` without what is unknown,
// the source line with carets under the place, and `hint: ...`; each line ends in a newline.
// `source` is the whole text of the file or NULL. Control characters come out as '?', bad UTF-8 as
// U+FFFD.
void vl_error_render(vl_buf *out, const vl_error *error, const char *source, size_t source_len);

// ---- time texts ---------------------------------------------------------------------------------

// Appends `ns` as seconds, exact, without trailing zeros: 1500000000 is "1.5", 2000000000 is "2".
void vl_format_seconds(vl_buf *out, int64_t ns);
// Reads "500ms", "2s", "1.5h", "250us", "10ns", "3m", "1d" or a bare number of seconds, rounded
// half to even. False, with `ns` untouched, for anything else, a sign or what does not fit.
bool vl_parse_duration(const char *text, int64_t *ns);

#endif
