// UTF-8 as RFC 3629 defines it: no overlong forms, nothing over U+10FFFF, surrogates only on
// request.
#include "vl_base.h"

#include <string.h>

// The shortest form's rule as a range of the second byte, by first byte (RFC 3629, section 4).
typedef struct lead_rule {
    uint8_t first_low, first_high; // range of the first byte
    uint8_t second_low, second_high;
    uint8_t length;
    uint8_t mask; // of the first byte's payload
} lead_rule;

static const lead_rule lead_rules[] = {
    {0xc2, 0xdf, 0x80, 0xbf, 2, 0x1f}, {0xe0, 0xe0, 0xa0, 0xbf, 3, 0x0f},
    {0xe1, 0xec, 0x80, 0xbf, 3, 0x0f}, {0xed, 0xed, 0x80, 0x9f, 3, 0x0f},
    {0xee, 0xef, 0x80, 0xbf, 3, 0x0f}, {0xf0, 0xf0, 0x90, 0xbf, 4, 0x07},
    {0xf1, 0xf3, 0x80, 0xbf, 4, 0x07}, {0xf4, 0xf4, 0x80, 0x8f, 4, 0x07},
};

static bool is_continuation(unsigned char byte) {
    return (byte & 0xc0) == 0x80;
}

size_t vl_utf8_decode(const char *text, size_t len, bool surrogates, uint32_t *code) {
    const unsigned char *bytes = (const unsigned char *)text;
    if (len == 0)
        return 0;
    unsigned first = bytes[0];
    if (first < 0x80) {
        *code = first;
        return 1;
    }
    for (size_t i = 0; i < VL_COUNT(lead_rules); i++) {
        const lead_rule *rule = &lead_rules[i];
        if (first > rule->first_high)
            continue;
        unsigned high = surrogates && first == 0xed ? 0xbf : rule->second_high;
        if (first < rule->first_low || len < rule->length || bytes[1] < rule->second_low ||
            bytes[1] > high)
            return 0;
        uint32_t value = first & rule->mask;
        for (size_t k = 1; k < rule->length; k++) {
            if (!is_continuation(bytes[k]))
                return 0;
            value = value << 6 | (bytes[k] & 0x3fu);
        }
        *code = value;
        return rule->length;
    }
    return 0;
}

size_t vl_utf8_encode(uint32_t code, char out[4]) {
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code > 0x10ffff)
        return 0;
    size_t length = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const uint8_t marks[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t k = length - 1; k > 0; k--) {
        out[k] = (char)(unsigned char)(0x80u | (code & 0x3fu));
        code >>= 6;
    }
    out[0] = (char)(unsigned char)(marks[length] | code);
    return length;
}

size_t vl_utf8_length(const char *text, size_t len) {
    size_t count = 0;
    for (size_t i = 0; i < len; i++)
        count += !is_continuation((unsigned char)text[i]);
    return count;
}

ptrdiff_t vl_utf8_invalid(const char *text, size_t len) {
    const uint64_t high_bits = UINT64_C(0x8080808080808080);
    for (size_t at = 0; at < len;) {
        uint64_t word;
        if (len - at >= sizeof word) { // ASCII goes eight at a time
            memcpy(&word, text + at, sizeof word);
            if ((word & high_bits) == 0) {
                at += sizeof word;
                continue;
            }
        }
        uint32_t code;
        size_t taken = vl_utf8_decode(text + at, len - at, false, &code);
        if (taken == 0)
            return (ptrdiff_t)at;
        at += taken;
    }
    return -1;
}
