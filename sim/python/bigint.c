// Ints beyond 64 bits: storage, views for LibTomMath, and conversions to double, hash and text.
// Knows nothing of operators and types.
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "bigint_internal.h"

#define BITS_MAX     2147483000.0 // LibTomMath counts bits in an int
#define HASH_BITS    61
#define HASH_MODULUS (((uint64_t)1 << HASH_BITS) - 1)

static py_bigint *big_of(py_value v) {
    return (py_bigint *)(void *)v.as.o;
}

const mp_int *py__big_view(py_big_view *view, py_value plain) {
    mp_int *mp = &view->mp;
    if (!py__int_small(plain)) {
        py_bigint *big = big_of(plain);
        *mp = (mp_int){.used = big->count, .alloc = big->count, .dp = big->digits};
        mp->sign = big->negative ? MP_NEG : MP_ZPOS;
        return mp;
    }
    uint64_t left = py__magnitude(plain.as.i);
    *mp = (mp_int){.used = 0, .alloc = PY_BIG_SMALL, .dp = view->small};
    mp->sign = plain.as.i < 0 ? MP_NEG : MP_ZPOS;
    memset(view->small, 0, sizeof view->small);
    for (; left; left >>= MP_DIGIT_BIT)
        view->small[mp->used++] = (mp_digit)(left & MP_MASK);
    return mp;
}

// Whether the value fits 64 bits, and which it is.
static bool fits(const mp_int *mp, int64_t *out) {
    if (mp_count_bits(mp) > 64)
        return false;
    uint64_t magnitude = mp_get_mag_u64(mp);
    bool negative = mp->sign == MP_NEG;
    if (magnitude > (uint64_t)INT64_MAX + negative)
        return false;
    *out = negative ? (int64_t)(0 - magnitude) : (int64_t)magnitude;
    return true;
}

static py_value big_new(py_vm *vm, const mp_int *mp) {
    py_bigint *big = py_object_new(vm, vm->types[PY_TYPE_INT], (size_t)mp->used * sizeof(mp_digit));
    if (!big)
        return py_unset();
    big->negative = mp->sign == MP_NEG;
    big->count = mp->used;
    memcpy(big->digits, mp->dp, (size_t)mp->used * sizeof(mp_digit));
    return py_from(big);
}

py_value py__big_take(py_vm *vm, mp_int *result_take, mp_err error) {
    int64_t small;
    py_value value;
    if (error != MP_OKAY)
        value = py_raise_memory(vm);
    else if (fits(result_take, &small))
        value = py_int(small);
    else
        value = big_new(vm, result_take);
    mp_clear(result_take);
    return value;
}

bool py__big_init(py_vm *vm, mp_int *mp) {
    if (mp_init(mp) == MP_OKAY)
        return true;
    py_raise_memory(vm);
    return false;
}

bool py__big_room(py_vm *vm, double bits) {
    size_t limit = vm->heap->limit_bytes, live = vm->heap->live_bytes;
    if (bits < BITS_MAX && (!limit || (live < limit && bits / 8 < (double)(limit - live))))
        return true;
    py_raise_memory(vm);
    return false;
}

bool py__big_set_u64(mp_int *mp, uint64_t u) {
    if (mp_grow(mp, PY_BIG_SMALL) != MP_OKAY)
        return false;
    mp_set_u64(mp, u);
    return true;
}

bool py__big_set_double(mp_int *mp, double d) {
    int exponent;
    double fraction = frexp(fabs(d), &exponent);
    int shift = exponent - DBL_MANT_DIG;
    if (!py__big_set_u64(mp, (uint64_t)ldexp(fraction, DBL_MANT_DIG)))
        return false;
    mp_err error = shift >= 0 ? mp_mul_2d(mp, shift, mp) : mp_div_2d(mp, -shift, mp, NULL);
    mp->sign = d < 0 && mp->used ? MP_NEG : MP_ZPOS;
    return error == MP_OKAY;
}

int64_t py__int_bits(py_value plain) {
    py_big_view view;
    return mp_count_bits(py__big_view(&view, plain));
}

// ---- doubles ------------------------------------------------------------------------------------

// The 64 bits from bit `shift` of the magnitude on; *sticky: a bit below them is set.
static uint64_t bits_from(const mp_int *mp, int shift, bool *sticky) {
    int digit = shift / MP_DIGIT_BIT, inside = shift % MP_DIGIT_BIT;
    uint64_t bits = 0;
    *sticky = (mp->dp[digit] & (((mp_digit)1 << inside) - 1)) != 0;
    for (int i = 0; i < digit && !*sticky; i++)
        *sticky = mp->dp[i] != 0;
    for (int at = -inside; digit < mp->used && at < 64; digit++, at += MP_DIGIT_BIT)
        bits |= at < 0 ? (uint64_t)mp->dp[digit] >> -at : (uint64_t)mp->dp[digit] << at;
    return bits;
}

double py__big_double(const mp_int *mp) {
    int bits = mp_count_bits(mp);
    double d;
    if (bits <= 64)
        d = (double)mp_get_mag_u64(mp);
    else if (bits > DBL_MAX_EXP)
        d = HUGE_VAL;
    else { // 62 bits and a sticky one: converting rounds once, half to even
        bool sticky;
        uint64_t top = bits_from(mp, bits - 62, &sticky);
        d = ldexp((double)(top << 1 | sticky), bits - 63);
    }
    return mp->sign == MP_NEG ? -d : d;
}

bool py__int_double(py_vm *vm, py_value plain, double *out) {
    if (py__int_small(plain)) {
        *out = (double)plain.as.i;
        return true;
    }
    py_big_view view;
    *out = py__big_double(py__big_view(&view, plain));
    if (!isinf(*out))
        return true;
    py_raise(vm, PY_EXC_OverflowError, "int too large to convert to float");
    return false;
}

// quotient * 2**-shift, with something below its last bit where `sticky`, rounded half to even.
static double round_quotient(uint64_t quotient, int64_t shift, bool sticky) {
    int bits = 64;
    while (bits > 0 && !(quotient >> (bits - 1)))
        bits--;
    int64_t extra = bits - DBL_MANT_DIG, least = DBL_MIN_EXP - DBL_MANT_DIG + shift;
    if (extra < least)
        extra = least; // subnormal: fewer bits
    if (extra > 63)
        return 0.0;
    if (extra > 0) {
        uint64_t cut = quotient & (((uint64_t)1 << extra) - 1), half = (uint64_t)1 << (extra - 1);
        quotient >>= extra;
        quotient += cut > half || (cut == half && (sticky || (quotient & 1)));
    } else
        extra = 0;
    return ldexp((double)quotient, (int)(extra - shift));
}

double py__int_ratio(py_value a, py_value b, bool *ok) {
    py_big_view av, bv;
    const mp_int *x = py__big_view(&av, a), *y = py__big_view(&bv, b);
    int64_t shift = 60 - ((int64_t)mp_count_bits(x) - mp_count_bits(y)); // quotient: 60 or 61 bits
    *ok = true;
    if (shift > 4 * DBL_MANT_DIG - DBL_MIN_EXP || !x->used)
        return 0.0;
    if (shift < -DBL_MAX_EXP)
        return HUGE_VAL;
    mp_int moved, quotient, rest;
    *ok = mp_init_multi(&moved, &quotient, &rest, NULL) == MP_OKAY;
    if (!*ok)
        return 0.0;
    mp_err error = mp_mul_2d(shift >= 0 ? x : y, (int)llabs(shift), &moved);
    if (error == MP_OKAY)
        error =
            shift >= 0 ? mp_div(&moved, y, &quotient, &rest) : mp_div(x, &moved, &quotient, &rest);
    *ok = error == MP_OKAY;
    double d = *ok ? round_quotient(mp_get_mag_u64(&quotient), shift, rest.used != 0) : 0.0;
    mp_clear_multi(&moved, &quotient, &rest, NULL);
    return d;
}

py_value py_int_from_double(py_vm *vm, double d) {
    if (isnan(d))
        return py_raise(vm, PY_EXC_ValueError, "cannot convert float NaN to integer");
    if (isinf(d))
        return py_raise(vm, PY_EXC_OverflowError, "cannot convert float infinity to integer");
    if (d > -0x1p63 && d < 0x1p63)
        return py_int((int64_t)d);
    mp_int mp;
    if (!py__big_init(vm, &mp))
        return py_unset();
    bool ok = py__big_set_double(&mp, d);
    return py__big_take(vm, &mp, ok ? MP_OKAY : MP_MEM);
}

// ---- hash, words --------------------------------------------------------------------------------

// Modulo 2**61 - 1, as CPython hashes every number.
int64_t py__int_hash(py_value plain) {
    py_big_view view;
    const mp_int *mp = py__big_view(&view, plain);
    uint64_t hash = 0;
    for (int i = mp->used - 1; i >= 0; i--) {
        hash = ((hash << MP_DIGIT_BIT) & HASH_MODULUS) | (hash >> (HASH_BITS - MP_DIGIT_BIT));
        hash += mp->dp[i];
        if (hash >= HASH_MODULUS)
            hash -= HASH_MODULUS;
    }
    int64_t result = mp->sign == MP_NEG ? -(int64_t)hash : (int64_t)hash;
    return result == -1 ? -2 : result;
}

py_value py_int_from_u64(py_vm *vm, uint64_t u) {
    if (u <= INT64_MAX)
        return py_int((int64_t)u);
    mp_int mp;
    if (!py__big_init(vm, &mp))
        return py_unset();
    return py__big_take(vm, &mp, py__big_set_u64(&mp, u) ? MP_OKAY : MP_MEM);
}

py_value py_int_from_words(py_vm *vm, const uint32_t *words, size_t n) {
    mp_int mp;
    if (!py__big_room(vm, 32.0 * (double)n) || !py__big_init(vm, &mp))
        return py_unset();
    mp_err error = MP_OKAY;
    if (n)
        error = mp_unpack(&mp, n, MP_LSB_FIRST, sizeof *words, MP_NATIVE_ENDIAN, 0, words);
    return py__big_take(vm, &mp, error);
}

bool py_int_words(py_vm *vm, py_value v, vl_buf *words, bool *negative) {
    py_big_view view;
    const mp_int *mp = py__big_view(&view, py_unbox(v));
    *negative = mp->sign == MP_NEG;
    int bits = mp_count_bits(mp);
    for (int at = 0; at < bits; at += 32) {
        bool sticky;
        uint32_t word = (uint32_t)bits_from(mp, at, &sticky);
        vl_buf_append(words, &word, sizeof word);
    }
    if (words->failed)
        py_raise_memory(vm);
    return !words->failed;
}

// ---- text ---------------------------------------------------------------------------------------

static const char digit_chars[] = "0123456789abcdefghijklmnopqrstuvwxyz";

// The largest power of `base` that is a digit of LibTomMath; how many digits of `base` that is.
static mp_digit chunk_of(int base, int *digits) {
    mp_digit power = (mp_digit)base;
    for (*digits = 1; power <= MP_MASK / (mp_digit)base; (*digits)++)
        power *= (mp_digit)base;
    return power;
}

static void put_reversed(vl_buf *out, uint64_t value, int base, int at_least) {
    for (int i = 0; value || i < at_least; i++, value /= (uint64_t)base)
        vl_buf_char(out, digit_chars[value % (uint64_t)base]);
}

static bool digits_small(vl_buf *out, uint64_t value, int base) {
    char text[64];
    size_t at = sizeof text;
    do {
        text[--at] = digit_chars[value % (uint64_t)base];
        value /= (uint64_t)base;
    } while (value);
    return vl_buf_append(out, text + at, sizeof text - at);
}

// Least significant digit first, chunk by chunk.
static mp_err digits_big(vl_buf *out, const mp_int *mp, int base) {
    int per_chunk;
    mp_digit chunk = chunk_of(base, &per_chunk), rest = 0;
    mp_int left;
    mp_err error = mp_init_copy(&left, mp);
    if (error != MP_OKAY)
        return error;
    left.sign = MP_ZPOS;
    while (left.used && error == MP_OKAY) {
        error = mp_div_d(&left, chunk, &left, &rest);
        if (error == MP_OKAY)
            put_reversed(out, rest, base, left.used ? per_chunk : 1);
    }
    mp_clear(&left);
    return error;
}

static void reverse(char *text, size_t len) {
    for (size_t i = 0; i < len / 2; i++) {
        char swap = text[i];
        text[i] = text[len - 1 - i];
        text[len - 1 - i] = swap;
    }
}

static bool too_many_digits(py_vm *vm) {
    py_raise(vm, PY_EXC_ValueError,
             "Exceeds the limit (%d digits) for integer string conversion; "
             "use sys.set_int_max_str_digits() to increase the limit",
             PY_INT_MAX_DIGITS);
    return false;
}

bool py__int_digits(py_vm *vm, vl_buf *out, py_value plain, int base, bool limited) {
    if (py__int_negative(plain))
        vl_buf_char(out, '-');
    size_t start = out->len;
    if (py__int_small(plain)) {
        digits_small(out, py__magnitude(plain.as.i), base);
    } else {
        py_big_view view;
        const mp_int *mp = py__big_view(&view, plain);
        bool checked = limited && base == 10;
        if (checked && mp_count_bits(mp) > PY_INT_MAX_DIGITS * 3.3219280948874 + 2)
            return too_many_digits(vm);
        if (digits_big(out, mp, base) != MP_OKAY)
            out->failed = true;
        if (checked && out->len - start > PY_INT_MAX_DIGITS)
            return too_many_digits(vm);
        if (!out->failed)
            reverse(out->data + start, out->len - start);
    }
    if (out->failed)
        py_raise_memory(vm);
    return !out->failed;
}

static int digit_value(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    return (c | 0x20) - 'a' + 10;
}

static py_value read_big(py_vm *vm, const char *digits, size_t n, int base) {
    int per_chunk, held = 0;
    chunk_of(base, &per_chunk);
    mp_digit chunk = 0, scale = 1;
    mp_int mp;
    if (!py__big_room(vm, (double)n * log2(base)) || !py__big_init(vm, &mp))
        return py_unset();
    mp_err error = MP_OKAY;
    for (size_t i = 0; i < n && error == MP_OKAY; i++) {
        if (digits[i] != '_') {
            chunk = chunk * (mp_digit)base + (mp_digit)digit_value(digits[i]);
            scale *= (mp_digit)base;
            held++;
        }
        if (held < per_chunk && i + 1 < n)
            continue;
        error = mp_mul_d(&mp, scale, &mp);
        if (error == MP_OKAY)
            error = mp_add_d(&mp, chunk, &mp);
        chunk = 0, scale = 1, held = 0;
    }
    return py__big_take(vm, &mp, error);
}

py_value py__int_read(py_vm *vm, const char *digits, size_t n, int base) {
    uint64_t value = 0;
    for (size_t i = 0; i < n; i++) {
        if (digits[i] == '_')
            continue;
        uint64_t digit = (uint64_t)digit_value(digits[i]);
        if (value > ((uint64_t)INT64_MAX - digit) / (uint64_t)base)
            return read_big(vm, digits, n, base);
        value = value * (uint64_t)base + digit;
    }
    return py_int((int64_t)value);
}
