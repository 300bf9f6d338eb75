// AVX-512 with VNNI: an instruction adds 16 times 4 products of bytes.
#if defined(__x86_64__)
#include <immintrin.h>

#include "vectors.h"

#pragma clang attribute push( \
    __attribute__((target("avx2,fma,f16c,avx512f,avx512bw,avx512dq,avx512vl,avx512vnni"))), apply_to = function)

#define CE_NAME ce_kernels_avx512
#define CE_TITLE "AVX-512 VNNI"
#define CE_TILE_TOKENS 6

CE_INLINE void ce_tile(
    const size_t tokens, const uint8_t *panel, size_t columns, const int8_t *values, const float *scales,
    const int32_t *corrections, vf sums[][2]
) {
    size_t blocks = columns / CE_BLOCK;
    const float *weight_scales = (const float *)(const void *)(panel + columns * CE_PANEL);
    __m512 totals[CE_TILE_TOKENS][2];
    for (size_t t = 0; t < tokens; t++) totals[t][0] = totals[t][1] = _mm512_setzero_ps();
    for (size_t block = 0; block < blocks; block++) {
        __m512i dots[CE_TILE_TOKENS][2];
        for (size_t t = 0; t < tokens; t++)
            dots[t][0] = dots[t][1] = _mm512_set1_epi32(corrections[t * blocks + block]);
#pragma clang loop unroll(full)
        for (size_t i = 0; i < CE_BLOCK / 4; i++) {
            const uint8_t *weights = panel + (block * (CE_BLOCK / 4) + i) * 4 * CE_PANEL;
            __m512i low = _mm512_load_si512(weights), high = _mm512_load_si512(weights + 64);
            for (size_t t = 0; t < tokens; t++) {
                int32_t four;
                memcpy(&four, values + t * columns + block * CE_BLOCK + 4 * i, 4);
                __m512i value = _mm512_set1_epi32(four);
                dots[t][0] = _mm512_dpbusd_epi32(dots[t][0], low, value);
                dots[t][1] = _mm512_dpbusd_epi32(dots[t][1], high, value);
            }
        }
        __m512 low = _mm512_load_ps(weight_scales + block * CE_PANEL);
        __m512 high = _mm512_load_ps(weight_scales + block * CE_PANEL + 16);
        for (size_t t = 0; t < tokens; t++) {
            __m512 scale = _mm512_set1_ps(scales[t * blocks + block]);
            totals[t][0] = _mm512_fmadd_ps(_mm512_mul_ps(_mm512_cvtepi32_ps(dots[t][0]), low), scale, totals[t][0]);
            totals[t][1] = _mm512_fmadd_ps(_mm512_mul_ps(_mm512_cvtepi32_ps(dots[t][1]), high), scale, totals[t][1]);
        }
    }
    for (size_t t = 0; t < tokens; t++) {
        sums[t][0] = __builtin_bit_cast(vf, totals[t][0]);
        sums[t][1] = __builtin_bit_cast(vf, totals[t][1]);
    }
}

#include "kernels_body.h"

#pragma clang attribute pop
#endif
