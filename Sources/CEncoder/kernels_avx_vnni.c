// AVX2 with VNNI: an instruction adds 8 times 4 products of bytes.
#if defined(__x86_64__)
#include <immintrin.h>

#include "vectors.h"

#pragma clang attribute push(__attribute__((target("avx2,fma,f16c,avxvnni"))), apply_to = function)

#define CE_NAME ce_kernels_avx_vnni
#define CE_TITLE "AVX VNNI"
#define CE_TILE_TOKENS 6
#define CE_DOT_ZERO _mm256_setzero_si256()
#define CE_DOT_STEP(sum, weights, values) _mm256_dpbusd_avx_epi32(sum, weights, values)
#define CE_DOT_END(sum) (sum)

#include "tile_256.h"

#include "kernels_body.h"

#pragma clang attribute pop
#endif
