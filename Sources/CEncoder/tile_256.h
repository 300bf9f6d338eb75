// The innermost product with 256-bit registers: a quarter of the panel, 8 rows, at a time. Before it is included:
//   CE_DOT_ZERO, CE_DOT_STEP(sum, weights, values), CE_DOT_END(sum): 8 sums of 4 · 8 products of bytes

CE_INLINE void ce_tile(
    const size_t tokens, const uint8_t *panel, size_t columns, const int8_t *values, const float *scales,
    const int32_t *corrections, vf sums[][2]
) {
    size_t blocks = columns / CE_BLOCK;
    const float *weight_scales = (const float *)(const void *)(panel + columns * CE_PANEL);
    for (size_t quarter = 0; quarter < 4; quarter++) {
        __m256 totals[CE_TILE_TOKENS];
        for (size_t t = 0; t < tokens; t++) totals[t] = _mm256_setzero_ps();
        for (size_t block = 0; block < blocks; block++) {
            __m256i dots[CE_TILE_TOKENS];
            for (size_t t = 0; t < tokens; t++) dots[t] = CE_DOT_ZERO;
            const uint8_t *weights = panel + block * CE_BLOCK * CE_PANEL + quarter * 32;
#pragma clang loop unroll(full)
            for (size_t i = 0; i < CE_BLOCK / 4; i++) {
                __m256i weight = _mm256_load_si256((const __m256i *)(const void *)(weights + i * 4 * CE_PANEL));
                for (size_t t = 0; t < tokens; t++) {
                    int32_t four;
                    memcpy(&four, values + t * columns + block * CE_BLOCK + 4 * i, 4);
                    dots[t] = CE_DOT_STEP(dots[t], weight, _mm256_set1_epi32(four));
                }
            }
            __m256 weight_scale = _mm256_load_ps(weight_scales + block * CE_PANEL + quarter * 8);
            for (size_t t = 0; t < tokens; t++) {
                __m256i dot = _mm256_add_epi32(CE_DOT_END(dots[t]), _mm256_set1_epi32(corrections[t * blocks + block]));
                __m256 scaled = _mm256_mul_ps(_mm256_cvtepi32_ps(dot), weight_scale);
                totals[t] = _mm256_fmadd_ps(scaled, _mm256_set1_ps(scales[t * blocks + block]), totals[t]);
            }
        }
        for (size_t t = 0; t < tokens; t++)
            memcpy((float *)&sums[t][quarter / 2] + quarter % 2 * 8, &totals[t], sizeof totals[t]);
    }
}
