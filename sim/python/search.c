// Finding bytes in bytes. UTF-8 synchronises itself, so this finds text in text as well.
#include "text_internal.h"

// Horspool's algorithm (1980) pays once the part is this long and the text is long too.
#define SKIP_PART 8u
#define SKIP_TEXT 256u

static size_t find_skipping(const char *text, size_t from, size_t to, const char *part,
                            size_t size) {
    size_t skip[256];
    for (size_t i = 0; i < VL_COUNT(skip); i++)
        skip[i] = size;
    for (size_t i = 0; i + 1 < size; i++)
        skip[(unsigned char)part[i]] = size - 1 - i;
    for (size_t at = from; to - at >= size; at += skip[(unsigned char)text[at + size - 1]])
        if (text[at + size - 1] == part[size - 1] && memcmp(text + at, part, size - 1) == 0)
            return at;
    return PY_NOT_FOUND;
}

size_t py__find(const char *text, size_t from, size_t to, const char *part, size_t size) {
    if (from > to || to - from < size)
        return PY_NOT_FOUND;
    if (!size)
        return from;
    if (size >= SKIP_PART && to - from >= SKIP_TEXT)
        return find_skipping(text, from, to, part, size);
    for (size_t at = from; to - at >= size; at++) {
        const char *hit = memchr(text + at, part[0], to - at - size + 1);
        if (!hit)
            break;
        at = (size_t)(hit - text);
        if (memcmp(hit, part, size) == 0)
            return at;
    }
    return PY_NOT_FOUND;
}

size_t py__rfind(const char *text, size_t from, size_t to, const char *part, size_t size) {
    if (from > to || to - from < size)
        return PY_NOT_FOUND;
    for (size_t at = to - size + 1; at-- > from;)
        if (!size || (text[at] == part[0] && memcmp(text + at, part, size) == 0))
            return at;
    return PY_NOT_FOUND;
}

// Parts that do not overlap; `size` is not 0.
size_t py__count(const char *text, size_t from, size_t to, const char *part, size_t size) {
    size_t count = 0;
    for (;;) {
        from = py__find(text, from, to, part, size);
        if (from == PY_NOT_FOUND)
            return count;
        count++;
        from += size;
    }
}
