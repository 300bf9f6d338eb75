// Plain C for every processor; the compiler makes of it what it can.
#include "vectors.h"

#define CE_NAME ce_kernels_portable
#define CE_TITLE "portable"
#define CE_TILE_TOKENS 3

CE_INLINE void ce_tile(
    const size_t tokens, const uint8_t *panel, size_t columns, const int8_t *values, const float *scales,
    const int32_t *corrections, vf sums[][2]
) {
    size_t blocks = columns / CE_BLOCK;
    const float *weight_scales = (const float *)(const void *)(panel + columns * CE_PANEL);
    for (size_t half = 0; half < 2; half++) {
        for (size_t t = 0; t < tokens; t++) sums[t][half] = 0;
        for (size_t block = 0; block < blocks; block++) {
            // Sums of 32 products of a weight and a value: whole numbers far below 2^24, exact as floats.
            vf dots[CE_TILE_TOKENS];
            for (size_t t = 0; t < tokens; t++) dots[t] = (float)corrections[t * blocks + block];
            for (size_t i = 0; i < CE_BLOCK / 4; i++) {
                vu four;
                memcpy(&four, panel + (block * (CE_BLOCK / 4) + i) * 4 * CE_PANEL + half * sizeof four, sizeof four);
                for (size_t byte = 0; byte < 4; byte++) {
                    vf weight = __builtin_convertvector(__builtin_bit_cast(vi, four >> (uint32_t)(8 * byte) & 0xff), vf);
                    for (size_t t = 0; t < tokens; t++)
                        dots[t] += weight * (float)values[t * columns + block * CE_BLOCK + 4 * i + byte];
                }
            }
            vf weight_scale;
            memcpy(&weight_scale, weight_scales + block * CE_PANEL + half * CE_LANES, sizeof weight_scale);
            for (size_t t = 0; t < tokens; t++) sums[t][half] += dots[t] * weight_scale * scales[t * blocks + block];
        }
    }
}

#include "kernels_body.h"
