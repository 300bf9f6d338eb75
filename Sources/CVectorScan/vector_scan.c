#include "CVectorScan.h"

// Swift reaches the multiply-and-add of 16-bit pairs only by widening to 32 bits first, which takes 3 times as long; and a
// package is compiled for the plainest processor of its kind, so the wider instructions are chosen when the program runs.

static inline int32_t plain_dot(const int8_t *row, const int16_t *query, size_t start, size_t dimension) {
    int32_t sum = 0;
    for (size_t i = start; i < dimension; i++) sum += (int32_t)row[i] * (int32_t)query[i];
    return sum;
}

static inline const int8_t *row_at(const int8_t *const *blocks, uint32_t shift, size_t dimension, int32_t row) {
    return blocks[row >> shift] + (size_t)(row & ((1 << shift) - 1)) * dimension;
}

static void plain_dots(const int8_t *const *blocks, uint32_t shift, size_t dimension, const int32_t *rows, size_t count,
                       const int16_t *query, int32_t *dots) {
    for (size_t n = 0; n < count; n++) {
        dots[n] = rows[n] < 0 ? VECTOR_SCAN_NO_ROW
                              : plain_dot(row_at(blocks, shift, dimension, rows[n]), query, 0, dimension);
    }
}

#if defined(__x86_64__)
#include <immintrin.h>

__attribute__((target("avx2"))) static void avx2_dots(const int8_t *const *blocks, uint32_t shift, size_t dimension,
                                                      const int32_t *rows, size_t count, const int16_t *query,
                                                      int32_t *dots) {
    const size_t even = dimension & ~(size_t)31;
    for (size_t n = 0; n < count; n++) {
        if (rows[n] < 0) {
            dots[n] = VECTOR_SCAN_NO_ROW;
            continue;
        }
        const int8_t *row = row_at(blocks, shift, dimension, rows[n]);
        __m256i first = _mm256_setzero_si256(), second = _mm256_setzero_si256();
        for (size_t i = 0; i < even; i += 32) {
            __m256i low = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(row + i)));
            __m256i high = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(row + i + 16)));
            first = _mm256_add_epi32(
                first, _mm256_madd_epi16(low, _mm256_loadu_si256((const __m256i *)(query + i))));
            second = _mm256_add_epi32(
                second, _mm256_madd_epi16(high, _mm256_loadu_si256((const __m256i *)(query + i + 16))));
        }
        first = _mm256_add_epi32(first, second);
        __m128i sum = _mm_add_epi32(_mm256_castsi256_si128(first), _mm256_extracti128_si256(first, 1));
        sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0x4E));
        sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0xB1));
        dots[n] = _mm_cvtsi128_si32(sum) + plain_dot(row, query, even, dimension);
    }
}

void vector_scan_dots(const int8_t *const *blocks, uint32_t shift, size_t dimension, const int32_t *rows, size_t count,
                      const int16_t *query, int32_t *dots) {
    if (__builtin_cpu_supports("avx2")) {
        avx2_dots(blocks, shift, dimension, rows, count, query, dots);
    } else {
        plain_dots(blocks, shift, dimension, rows, count, query, dots);
    }
}

#else

void vector_scan_dots(const int8_t *const *blocks, uint32_t shift, size_t dimension, const int32_t *rows, size_t count,
                      const int16_t *query, int32_t *dots) {
    plain_dots(blocks, shift, dimension, rows, count, query, dots);
}

#endif
