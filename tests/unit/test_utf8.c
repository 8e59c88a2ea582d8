// vl_utf8: every code point there and back, every malformed form of RFC 3629 refused.
#include "unit.h"
#include "vl_base.h"

#include <string.h>

static void every_code_point_there_and_back(void **state) {
    (void)state;
    for (uint32_t code = 0; code <= 0x10ffff; code++) {
        char text[4];
        size_t len = vl_utf8_encode(code, text);
        size_t wants = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
        bool surrogate = code >= 0xd800 && code <= 0xdfff;
        uint32_t back = UINT32_MAX;
        if (len != wants || vl_utf8_decode(text, len, true, &back) != len || back != code ||
            vl_utf8_decode(text, len - 1, true, &back) != 0 ||
            vl_utf8_decode(text, len, false, &back) != (surrogate ? 0 : len))
            fail_msg("U+%04X", (unsigned)code);
    }
    char text[4];
    assert_int_equal(vl_utf8_encode(0x110000, text), 0);
}

static void bytes_are_as_the_rfc_says(void **state) {
    (void)state;
    static const struct {
        uint32_t code;
        const char *text;
    } known[] = {{0x41, "A"},
                 {0x7ff, "\xdf\xbf"},
                 {0x2262, "\xe2\x89\xa2"},
                 {0xd55c, "\xed\x95\x9c"},
                 {0x233b4, "\xf0\xa3\x8e\xb4"}};
    for (size_t i = 0; i < VL_COUNT(known); i++) {
        char text[4];
        size_t len = vl_utf8_encode(known[i].code, text);
        assert_int_equal(len, strlen(known[i].text));
        assert_memory_equal(text, known[i].text, len);
    }
}

static void malformed_is_refused(void **state) {
    (void)state;
    static const char *const bad[] = {
        "\x80",
        "\xbf",
        "\xc0\x80",
        "\xc1\xbf",
        "\xe0\x80\x80",
        "\xe0\x9f\xbf",
        "\xf0\x80\x80\x80",
        "\xf0\x8f\xbf\xbf",
        "\xf4\x90\x80\x80",
        "\xf5\x80\x80\x80",
        "\xff",
        "\xfe",
        "\xc3\x28",
        "\xe2\x28\xa1",
        "\xe2\x82\x28",
        "\xf0\x9f\x98",
        "\xf0\x9f\x28\x80",
        "\xed\xa0\x80",
    };
    for (size_t i = 0; i < VL_COUNT(bad); i++) {
        uint32_t code;
        if (vl_utf8_decode(bad[i], strlen(bad[i]), false, &code) != 0)
            fail_msg("form %zu", i);
    }
}

static void invalid_names_the_offset(void **state) {
    (void)state;
    assert_int_equal(vl_utf8_invalid("", 0), -1);
    char text[64];
    for (size_t at = 0; at < 40; at++) {
        memset(text, 'a', sizeof text);
        assert_int_equal(vl_utf8_invalid(text, sizeof text), -1);
        memcpy(text + at, "\xc3\xa9", 2);
        assert_int_equal(vl_utf8_invalid(text, sizeof text), -1);
        text[at] = '\xff';
        assert_int_equal(vl_utf8_invalid(text, sizeof text), at);
    }
    assert_int_equal(vl_utf8_invalid("ab\xe2\x82", 4), 2);
}

static void length_counts_code_points(void **state) {
    (void)state;
    const char *text = "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80";
    assert_int_equal(vl_utf8_length(text, strlen(text)), 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_there_and_back),
        cmocka_unit_test(bytes_are_as_the_rfc_says),
        cmocka_unit_test(malformed_is_refused),
        cmocka_unit_test(invalid_names_the_offset),
        cmocka_unit_test(length_counts_code_points),
    };
    return UNIT_RUN(tests);
}
