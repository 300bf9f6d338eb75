// AVX2: products of bytes are added in pairs to 16 bits. Of weights up to 15 and values up to 127, 16 products fit.
#if defined(__x86_64__)
#include <immintrin.h>

#include "vectors.h"

#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)

#define CE_NAME ce_kernels_avx2
#define CE_TITLE "AVX2"
#define CE_TILE_TOKENS 4
#define CE_DOT_ZERO _mm256_setzero_si256()
#define CE_DOT_STEP(sum, weights, values) _mm256_add_epi16(sum, _mm256_maddubs_epi16(weights, values))
#define CE_DOT_END(sum) _mm256_madd_epi16(sum, _mm256_set1_epi16(1))

#include "tile_256.h"

#include "kernels_body.h"

#pragma clang attribute pop
#endif
