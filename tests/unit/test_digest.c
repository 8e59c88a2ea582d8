// The digest: the stream as digest.c documents it, built here byte by byte, and what must and must
// not change it.
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <xxhash.h>

#include "trace_events.h"

typedef struct stream {
    unsigned char bytes[4096];
    size_t len;
} stream;

static void add_bytes(stream *to, const void *bytes, size_t len) {
    memcpy(to->bytes + to->len, bytes, len);
    to->len += len;
}

static void add_number(stream *to, uint64_t number) {
    for (int i = 0; i < 8; i++, number /= 256)
        to->bytes[to->len++] = (unsigned char)(number % 256);
}

static void add_text(stream *to, const char *text) {
    add_number(to, strlen(text));
    add_bytes(to, text, strlen(text));
}

static void hex_of(const stream *of, char out[VL_DIGEST_SIZE]) {
    XXH128_hash_t hash = XXH3_128bits(of->bytes, of->len);
    snprintf(out, VL_DIGEST_SIZE, "%016llx%016llx", (unsigned long long)hash.high64,
             (unsigned long long)hash.low64);
}

static void test_documented_stream(void **state) {
    (void)state;
    const char *const argv[] = {"a", ""};
    vl_trace_program program = {
        .name = "x", .source = "pa\0s", .source_len = 4, .argv = argv, .argc = 2};
    const vl_trace_setting settings[] = {{"ties", "real"}, {"rng", "pcg64"}};
    vl_trace_run run = {.variant = "v",
                        .mode = "limited",
                        .seed = UINT64_C(0xfedcba9876543210),
                        .settings = settings,
                        .setting_count = 2};
    vl_event event = {.seq = 7,
                      .cause = 6,
                      .iteration = 5,
                      .now_ns = -4,
                      .value = -3,
                      .task = 2,
                      .other = 1,
                      .kind = VL_EVENT_STDOUT,
                      .line = -9,
                      .text = "a\0b",
                      .text_len = 3,
                      .detail = ""};
    stream by_hand = {.len = 0};
    add_bytes(&by_hand, "vloop digest 1\r\n", 16);
    add_number(&by_hand, 4);
    add_bytes(&by_hand, "pa\0s", 4);
    add_number(&by_hand, 2);
    add_text(&by_hand, "a");
    add_text(&by_hand, "");
    add_number(&by_hand, UINT64_C(0xfedcba9876543210));
    add_text(&by_hand, "limited");
    add_number(&by_hand, 2);
    add_text(&by_hand, "rng");
    add_text(&by_hand, "pcg64");
    add_text(&by_hand, "ties");
    add_text(&by_hand, "real");
    const int64_t numbers[] = {13, -9, 7, 6, 5, -4, -3, 2, 1, 4, 1};
    for (int turn = 0; turn < 3; turn++) {
        for (size_t i = 0; i < VL_COUNT(numbers); i++)
            add_number(&by_hand, (uint64_t)numbers[i]);
        add_bytes(&by_hand, "a\0b", 3);
    }
    char expected[VL_DIGEST_SIZE], got[VL_DIGEST_SIZE];
    hex_of(&by_hand, expected);

    vl_digest *digest;
    vl_observer observer;
    assert_int_equal(vl_digest_new(&digest, &program, &run, &observer, NULL), VL_OK);
    for (int turn = 0; turn < 3; turn++)
        observer.event(observer.context, &event);
    vl_digest_text(digest, got);
    assert_string_equal(got, expected);
    vl_digest_text(digest, got); // asking changes nothing
    assert_string_equal(got, expected);
    vl_digest_free(digest);
}

static void digest_with(const vl_trace_program *program, const vl_trace_run *run,
                        const vl_event *event, char out[VL_DIGEST_SIZE]) {
    vl_digest *digest;
    vl_observer observer;
    assert_int_equal(vl_digest_new(&digest, program, run, &observer, NULL), VL_OK);
    observer.event(observer.context, event);
    vl_digest_text(digest, out);
    vl_digest_free(digest);
}

#define DIFFERS(change)                                                                            \
    do {                                                                                           \
        vl_trace_program program = small_program;                                                  \
        vl_trace_run run = base_run;                                                               \
        vl_event event = base_event;                                                               \
        change;                                                                                    \
        char got[VL_DIGEST_SIZE];                                                                  \
        digest_with(&program, &run, &event, got);                                                  \
        assert_string_not_equal(got, base);                                                        \
    } while (0)

static void test_every_field_counts(void **state) {
    (void)state;
    vl_trace_run base_run = small_settings_run("a", VL_TRACE_FULL);
    vl_event base_event = event_of(VL_EVENT_TASK_CREATED, 1, 2, 3, "four");
    char base[VL_DIGEST_SIZE];
    digest_with(&small_program, &base_run, &base_event, base);
    const vl_trace_setting other[] = {{"rng", "pcg64"}, {"python", "3.12"}, {"ties", "real"}};
    const char *const argv[] = {"onet", "w\"o\\"};
    DIFFERS(program.source = "pasS\n");
    DIFFERS(program.source_len = 4);
    DIFFERS(program.argc = 1);
    DIFFERS(program.argv = argv);
    DIFFERS(run.seed--);
    DIFFERS(run.mode = "sequential");
    DIFFERS(run.settings = other);
    DIFFERS(run.setting_count = 2);
    DIFFERS(event.kind = VL_EVENT_TASK_STARTED);
    DIFFERS(event.seq = 9);
    DIFFERS(event.cause = 9);
    DIFFERS(event.iteration = 9);
    DIFFERS(event.now_ns = 9);
    DIFFERS(event.value = 9);
    DIFFERS(event.task = 9);
    DIFFERS(event.other = 9);
    DIFFERS(event.line = 9);
    DIFFERS(event.text = "Four");
    DIFFERS(event.text_len = 3);
    DIFFERS(event.text = NULL);
    DIFFERS(event.detail = "");
    DIFFERS(event.detail = "x");
}

static void test_labels_do_not_count(void **state) {
    (void)state;
    vl_trace_run run = small_settings_run("a", VL_TRACE_FULL);
    vl_event event = event_of(VL_EVENT_TASK_CREATED, 1, 2, 3, "four");
    char base[VL_DIGEST_SIZE], got[VL_DIGEST_SIZE];
    digest_with(&small_program, &run, &event, base);
    const vl_trace_setting order[] = {{"ties", "real"}, {"rng", "pcg64"}, {"python", "3.13"}};
    vl_trace_program program = small_program;
    program.name = "other.py";
    run = (vl_trace_run){.variant = "b",
                         .mode = run.mode,
                         .seed = run.seed,
                         .replication = 4,
                         .settings = order,
                         .setting_count = 3,
                         .level = VL_TRACE_SUMMARY};
    digest_with(&program, &run, &event, got);
    assert_string_equal(got, base);
}

static void test_traces_agree(void **state) {
    (void)state;
    vl_digest *digest;
    vl_observer observer;
    vl_trace_run run = small_settings_run("a", VL_TRACE_NONE);
    assert_int_equal(vl_digest_new(&digest, &small_program, &run, &observer, NULL), VL_OK);
    small_run(observer);
    char expected[VL_DIGEST_SIZE], got[VL_DIGEST_SIZE];
    vl_digest_text(digest, expected);
    vl_digest_free(digest);
    for (int level = VL_TRACE_NONE; level <= VL_TRACE_FULL; level++) {
        vl_trace *trace;
        assert_int_equal(vl_trace_new(&trace, NULL, NULL), VL_OK);
        assert_int_equal(small_write(trace, "a", (vl_trace_level)level, NULL), VL_OK);
        vl_trace_digest(trace, got);
        assert_string_equal(got, expected);
        vl_trace_free(trace);
    }
}

// Texts longer than the buffer, and many events: the same as in one piece.
static void test_long_texts(void **state) {
    (void)state;
    enum { LEN = 10000 };
    char *text = malloc(LEN);
    assert_non_null(text);
    memset(text, 'x', LEN);
    vl_trace_run run = {.variant = "", .mode = ""};
    vl_digest *digest;
    vl_observer observer;
    assert_int_equal(vl_digest_new(&digest, NULL, &run, &observer, NULL), VL_OK);
    vl_event event = {.kind = VL_EVENT_STDOUT, .text = text};
    XXH3_state_t *whole = XXH3_createState();
    XXH3_128bits_reset(whole);
    stream piece = {.len = 0};
    add_bytes(&piece, "vloop digest 1\r\n", 16);
    for (int i = 0; i < 5; i++)
        add_number(&piece, 0);
    XXH3_128bits_update(whole, piece.bytes, piece.len);
    for (size_t len = 0; len <= LEN; len += 997) {
        event.text_len = len;
        observer.event(observer.context, &event);
        piece.len = 0;
        add_number(&piece, VL_EVENT_STDOUT);
        for (int i = 0; i < 8; i++)
            add_number(&piece, 0);
        add_number(&piece, len + 1);
        add_number(&piece, 0);
        XXH3_128bits_update(whole, piece.bytes, piece.len);
        XXH3_128bits_update(whole, text, len);
    }
    XXH128_hash_t hash = XXH3_128bits_digest(whole);
    char expected[VL_DIGEST_SIZE], got[VL_DIGEST_SIZE];
    snprintf(expected, sizeof expected, "%016llx%016llx", (unsigned long long)hash.high64,
             (unsigned long long)hash.low64);
    vl_digest_text(digest, got);
    assert_string_equal(got, expected);
    XXH3_freeState(whole);
    vl_digest_free(digest);
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_documented_stream),   cmocka_unit_test(test_every_field_counts),
        cmocka_unit_test(test_labels_do_not_count), cmocka_unit_test(test_traces_agree),
        cmocka_unit_test(test_long_texts),
    };
    return UNIT_RUN(tests);
}
