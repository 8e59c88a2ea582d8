// The digest of a run: XXH3-128, seed 0, over the canonical stream below. Knows settings and
// events; knows nothing of databases, so the digest does not depend on one being written.
//
// The canonical stream, version 1. A number is 8 bytes, little-endian, two's complement; a text is
// its length in bytes as a number, and its bytes.
//
//     tag        the 16 bytes "vloop digest 1\r\n"
//     program    text: the source; number of arguments; each argument as a text
//     run        seed; text: mode; number of settings; name and value of each as texts, in the
//                order of their names as bytes
//     each event kind (its row in events.def, from 0), line, seq, cause, iteration, now, value,
//                task, other, length of text plus 1 or 0 for none, length of detail plus 1 or 0 for
//                none; the bytes of text; the bytes of detail
//
// The names of file and variant, the replication and the level of the trace are labels: no part.
// The text form is XXH128_canonicalFromHash in hexadecimal: high half first.
#include "trace_internal.h"

#include <stdlib.h>
#include <string.h>

#define EVENT_NUMBERS 11

static const char tag[] = "vloop digest 1\r\n";

static unsigned char *put_number(unsigned char *at, uint64_t number) {
    for (int i = 0; i < 8; i++)
        at[i] = (unsigned char)(number >> (8 * i));
    return at + 8;
}

static void flush(vl_digest *digest) {
    XXH3_128bits_update(&digest->state, digest->pending, digest->used);
    digest->used = 0;
}

static void feed(vl_digest *digest, const void *bytes, size_t len) {
    if (len > VL__DIGEST_BUFFER - digest->used)
        flush(digest);
    if (len > VL__DIGEST_BUFFER) {
        XXH3_128bits_update(&digest->state, bytes, len);
        return;
    }
    if (len > 0)
        memcpy(digest->pending + digest->used, bytes, len);
    digest->used += len;
}

static void feed_number(vl_digest *digest, uint64_t number) {
    unsigned char bytes[8];
    put_number(bytes, number);
    feed(digest, bytes, sizeof bytes);
}

static void feed_text(vl_digest *digest, const char *text, size_t len) {
    feed_number(digest, len);
    feed(digest, text, len);
}

static void feed_word(vl_digest *digest, const char *word) {
    feed_text(digest, word, strlen(word));
}

vl_digest *vl__digest_alloc(void) {
    _Static_assert(sizeof(vl_digest) % 64 == 0, "aligned_alloc wants a multiple");
    vl_digest *digest = aligned_alloc(64, sizeof *digest);
    if (digest != NULL) {
        memset(digest, 0, sizeof *digest);
        XXH3_128bits_reset(&digest->state);
    }
    return digest;
}

void vl__digest_program(vl_digest *digest, const vl_trace_program *program) {
    static const vl_trace_program none = {.name = "", .source = ""};
    if (program == NULL)
        program = &none;
    XXH3_128bits_reset(&digest->state);
    digest->used = 0;
    feed(digest, tag, sizeof tag - 1);
    feed_text(digest, program->source, program->source_len);
    feed_number(digest, (uint64_t)program->argc);
    for (int i = 0; i < program->argc; i++)
        feed_word(digest, program->argv[i]);
}

static int by_name(const void *a, const void *b) {
    const vl_trace_setting *const *left = a, *const *right = b;
    return strcmp((*left)->name, (*right)->name);
}

bool vl__digest_run(vl_digest *digest, const vl_trace_run *run) {
    feed_number(digest, run->seed);
    feed_word(digest, run->mode);
    feed_number(digest, run->setting_count);
    if (run->setting_count == 0)
        return true;
    const vl_trace_setting **sorted = malloc(run->setting_count * sizeof *sorted);
    if (sorted == NULL)
        return false;
    for (size_t i = 0; i < run->setting_count; i++)
        sorted[i] = &run->settings[i];
    qsort(sorted, run->setting_count, sizeof *sorted, by_name);
    for (size_t i = 0; i < run->setting_count; i++) {
        feed_word(digest, sorted[i]->name);
        feed_word(digest, sorted[i]->value);
    }
    free(sorted);
    return true;
}

void vl__digest_event(vl_digest *digest, const vl_event *event) {
    size_t detail_len = event->detail != NULL ? strlen(event->detail) : 0;
    size_t text_len = event->text != NULL ? event->text_len : 0;
    if (VL__DIGEST_BUFFER - digest->used < EVENT_NUMBERS * 8)
        flush(digest);
    unsigned char *at = digest->pending + digest->used;
    at = put_number(at, (uint64_t)event->kind);
    at = put_number(at, (uint64_t)(int64_t)event->line);
    at = put_number(at, event->seq);
    at = put_number(at, event->cause);
    at = put_number(at, event->iteration);
    at = put_number(at, (uint64_t)event->now_ns);
    at = put_number(at, (uint64_t)event->value);
    at = put_number(at, event->task);
    at = put_number(at, event->other);
    at = put_number(at, event->text != NULL ? text_len + 1 : 0);
    put_number(at, event->detail != NULL ? detail_len + 1 : 0);
    digest->used += EVENT_NUMBERS * 8;
    if (text_len > 0)
        feed(digest, event->text, text_len);
    if (detail_len > 0)
        feed(digest, event->detail, detail_len);
}

static void observe(void *context, const vl_event *event) {
    vl__digest_event(context, event);
}

vl_status vl_digest_new(vl_digest **out, const vl_trace_program *program, const vl_trace_run *run,
                        vl_observer *observer, vl_error *error) {
    vl_digest *digest = vl__digest_alloc();
    if (digest != NULL)
        vl__digest_program(digest, program);
    if (digest == NULL || !vl__digest_run(digest, run)) {
        free(digest);
        return vl_error_set(error, VL_MEMORY, "no memory for a digest");
    }
    *observer = (vl_observer){.event = observe, .context = digest};
    *out = digest;
    return VL_OK;
}

void vl_digest_text(const vl_digest *digest, char out[VL_DIGEST_SIZE]) {
    static const char hex[] = "0123456789abcdef";
    XXH3_state_t state;
    XXH3_copyState(&state, &digest->state);
    XXH3_128bits_update(&state, digest->pending, digest->used);
    XXH128_canonical_t bytes;
    XXH128_canonicalFromHash(&bytes, XXH3_128bits_digest(&state));
    for (size_t i = 0; i < sizeof bytes.digest; i++) {
        out[2 * i] = hex[bytes.digest[i] >> 4];
        out[2 * i + 1] = hex[bytes.digest[i] & 15];
    }
    out[VL_DIGEST_SIZE - 1] = '\0';
}

void vl_digest_free(vl_digest *digest) {
    free(digest);
}
