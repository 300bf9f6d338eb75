/// The arithmetic of a transformer encoder whose weight matrices are in 4 bit, on one core.
///
/// One set of kernels per instruction set, all with the same results but for the order of additions. They check nothing:
/// sizes, ids and pointers are the caller's affair (`EncoderModel` and `Encoder` in LocalEmbedder), which has them checked
/// once for a model and once for a batch. Nothing is allocated and there is no state.
#ifndef CENCODER_H
#define CENCODER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Weights that share a scale, and activations that do.
#define CE_BLOCK 32
/// Bytes of a block of weights: a half-precision scale and 32 times 4 bit. Byte j holds weight j in its low half and weight
/// j + 16 in its high half, each 8 too high.
#define CE_BLOCK_BYTES 18
/// Rows of a matrix that are worked on at a time. A number of rows is a multiple of it.
#define CE_PANEL 32
/// Floats in a register of the kernels; scratch memory is made in multiples of it.
#define CE_LANES 16
/// Components of an attention head, the only number that the kernels know.
#define CE_HEAD 32

/// Activations in 8 bit, row by row: `columns` values, a scale for each block of 32, and -8 times the sum of each block, which
/// takes the 8 out of the weights again.
typedef struct {
    int8_t *values;
    float *scales;
    int32_t *corrections;
} ce_activations;

/// `rows` times `columns` weights in blocks, row by row, and a bias for each row.
typedef struct {
    const uint8_t *blocks;
    const float *bias;
    size_t rows;
    size_t columns;
} ce_matrix;

/// A layer's normalization: (x - mean) / sqrt(variance + epsilon) * weight + bias.
typedef struct {
    const float *weight;
    const float *bias;
    float epsilon;
} ce_norm;

/// Bytes of scratch memory that a product with a matrix of so many columns takes, aligned to 64.
static inline size_t ce_panel_bytes(size_t columns) { return columns * CE_PANEL + columns / CE_BLOCK * CE_PANEL * 4; }

/// Floats of scratch memory for the attention within `tokens` tokens.
static inline size_t ce_attention_floats(size_t tokens) {
    return (tokens + CE_LANES - 1) / CE_LANES * CE_LANES * (CE_HEAD + 4);
}

typedef struct {
    /// A name for logs and benchmarks.
    const char *name;

    /// x = one row of weights in blocks + position + type.
    void (*embed)(const uint8_t *blocks, const float *position, const float *type, size_t columns, float *x);

    /// x = norm(x + added); `added` may be null. The result goes to `out` in 8 bit as well.
    void (*normalize)(float *x, const float *added, ce_norm norm, size_t tokens, size_t columns, ce_activations out);

    /// y[t * stride + row] = matrix * in + bias.
    void (*linear)(ce_activations in, size_t tokens, ce_matrix matrix, uint8_t *panel, float *y, size_t stride);

    /// out = gelu(matrix * in + bias), in 8 bit.
    void (*linear_gelu)(ce_activations in, size_t tokens, ce_matrix matrix, uint8_t *panel, ce_activations out);

    /// Attention of the tokens of one text to each other. A row of `qkv` holds `heads` queries, as many keys, as many values, of
    /// CE_HEAD components each. The result is `heads` * CE_HEAD components in 8 bit.
    void (*attend)(const float *qkv, size_t tokens, size_t heads, float *scratch, ce_activations out);

    /// vector = the mean of the rows of x, scaled to length 1. The mean 0 stays 0.
    void (*pool)(const float *x, size_t tokens, size_t columns, float *vector);
} ce_kernels;

typedef enum { CE_PORTABLE = 0, CE_AVX2 = 1, CE_AVX_VNNI = 2, CE_AVX512_VNNI = 3 } ce_level;

/// The kernels of a level, null where this processor or build has no such instructions. CE_PORTABLE is always there.
const ce_kernels *ce_kernels_at(ce_level level);

/// The fastest kernels that this processor runs.
const ce_kernels *ce_kernels_best(void);

#ifdef __cplusplus
}
#endif
#endif
