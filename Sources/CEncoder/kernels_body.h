// The kernels but for the innermost product, compiled once for each instruction set. Before it is included:
//   CE_NAME        the name of the set
//   CE_TILE_TOKENS tokens that ce_tile works on at a time, at most
//   ce_tile        y[t][0…1] = panel * in for `tokens` tokens, a constant where it is called
// All of it is inside the target attribute of the set.

CE_INLINE vf load(const float *p) {
    vf v;
    memcpy(&v, p, sizeof v);
    return v;
}

CE_INLINE void store(float *p, vf v) { memcpy(p, &v, sizeof v); }

CE_INLINE float sum(vf v) {
    vf8 a = v.lo + v.hi;
    vf4 b = a.lo + a.hi;
    vf2 c = b.lo + b.hi;
    return c.x + c.y;
}

CE_INLINE float largest(vf v) {
    vf8 a = __builtin_elementwise_max(v.lo, v.hi);
    vf4 b = __builtin_elementwise_max(a.lo, a.hi);
    vf2 c = __builtin_elementwise_max(b.lo, b.hi);
    return c.x > c.y ? c.x : c.y;
}

// Half precision to single, 16 at once. Denormals come out right; infinities come out as 2^16 and more, finite.
CE_INLINE vf single(vu half) {
    vu sign = (half & 0x8000) << 16;
    vf magnitude = __builtin_bit_cast(vf, (half & 0x7fff) << 13) * 0x1p112f;
    return __builtin_bit_cast(vf, __builtin_bit_cast(vu, magnitude) | sign);
}

CE_INLINE float single1(uint16_t half) {
    float magnitude = __builtin_bit_cast(float, (uint32_t)(half & 0x7fff) << 13) * 0x1p112f;
    return half & 0x8000 ? -magnitude : magnitude;
}

// e^x for x <= 0, relative error below 2e-7; below -87 it is e^-87, which is next to nothing.
CE_INLINE vf exponential(vf x) {
    x = __builtin_elementwise_max(x, (vf)-87.0f);
    vf shifted = x * 1.44269504088896341f + 0x1.8p23f;
    vi power = __builtin_bit_cast(vi, shifted) << 23;
    vf n = shifted - 0x1.8p23f;
    vf r = x - n * 0.693359375f;
    r = r + n * 2.12194440e-4f;
    vf p = (vf)1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * (r * r) + r + 1.0f;
    return __builtin_bit_cast(vf, __builtin_bit_cast(vi, p) + power);
}

// x/2 * (1 + erf(x/√2)). The normal distribution is 1/2 + x * p(x²): p is a polynomial of degree 12 fitted on Chebyshev nodes
// for |x| < 5, beyond which the distribution is 0 or 1. Absolute error below 2e-6 for |x| < 8, below 3e-7 |x| everywhere; no
// division and no exponential.
CE_INLINE vf gelu(vf x) {
    vf near = __builtin_elementwise_max(__builtin_elementwise_min(x, (vf)5.0f), (vf)-5.0f);
    vf u = near * near * 0.08f - 1.0f;
    vf p = (vf)0.00058661506f;
    p = p * u - 0.0016034143f;
    p = p * u + 0.00178465527f;
    p = p * u - 0.00271060551f;
    p = p * u + 0.00634612981f;
    p = p * u - 0.011141438f;
    p = p * u + 0.0164327677f;
    p = p * u - 0.0232777093f;
    p = p * u + 0.0314356796f;
    p = p * u - 0.0404411666f;
    p = p * u + 0.0515210181f;
    p = p * u - 0.0702963397f;
    p = p * u + 0.141363785f;
    return x * (near * p + 0.5f);
}

// One block of activations in 8 bit.
CE_INLINE void quantize(vf low, vf high, int8_t *values, float *scale, int32_t *correction) {
    float most = largest(__builtin_elementwise_max(__builtin_elementwise_abs(low), __builtin_elementwise_abs(high)));
    *scale = most / 127.0f;
    float inverse = *scale > 0.0f ? 1.0f / *scale : 0.0f;
    // Adding 1.5 * 2^23 leaves the nearest integer in the low bits.
    vi a = __builtin_bit_cast(vi, low * inverse + 0x1.8p23f) - 0x4b400000;
    vi b = __builtin_bit_cast(vi, high * inverse + 0x1.8p23f) - 0x4b400000;
    // Of what is not finite anything may have come; it stays within range.
    a = __builtin_elementwise_max(__builtin_elementwise_min(a, (vi)127), (vi)-127);
    b = __builtin_elementwise_max(__builtin_elementwise_min(b, (vi)127), (vi)-127);
    vb bytes[2] = {__builtin_convertvector(a, vb), __builtin_convertvector(b, vb)};
    memcpy(values, bytes, sizeof bytes);
    *correction = -8 * __builtin_reduce_add(a + b);
}

// Block `block` of 16 rows of weights: bytes in the order in which the products take them, 4 columns of a row after the same 4
// of the row before. Column group k of row r begins at weights[k * 4 * CE_PANEL + 4 * r].
CE_INLINE void unpack_rows(const uint8_t *first, size_t row_bytes, uint8_t *weights, float *scales) {
    vu quads[4];
    uint32_t halves[16];
    for (int i = 0; i < 4; i++) {
        vu4 lanes[4];
        for (int lane = 0; lane < 4; lane++) {
            const uint8_t *block = first + (size_t)(4 * lane + i) * row_bytes;
            uint16_t half;
            memcpy(&half, block, 2);
            halves[4 * lane + i] = half;
            memcpy(&lanes[lane], block + 2, 16);
        }
        memcpy(&quads[i], lanes, sizeof lanes);
    }
    vu scale;
    memcpy(&scale, halves, sizeof scale);
    store(scales, single(scale));

#define CE_LOW(a, b) __builtin_shufflevector(a, b, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29)
#define CE_HIGH(a, b) __builtin_shufflevector(a, b, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31)
#define CE_FIRST(a, b) __builtin_shufflevector(a, b, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29)
#define CE_SECOND(a, b) __builtin_shufflevector(a, b, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31)
    vu a = CE_LOW(quads[0], quads[1]), b = CE_LOW(quads[2], quads[3]);
    vu c = CE_HIGH(quads[0], quads[1]), d = CE_HIGH(quads[2], quads[3]);
    vu columns[4] = {CE_FIRST(a, b), CE_SECOND(a, b), CE_FIRST(c, d), CE_SECOND(c, d)};
    for (int j = 0; j < 4; j++) {
        vu low = columns[j] & 0x0f0f0f0f, high = (columns[j] >> 4) & 0x0f0f0f0f;
        memcpy(weights + (size_t)j * 4 * CE_PANEL, &low, sizeof low);
        memcpy(weights + (size_t)(j + 4) * 4 * CE_PANEL, &high, sizeof high);
    }
}

// 32 rows from `row` on: columns * 32 bytes of weights, then 32 scales for each block.
static void unpack(ce_matrix matrix, size_t row, uint8_t *panel) {
    size_t blocks = matrix.columns / CE_BLOCK, row_bytes = blocks * CE_BLOCK_BYTES;
    float *scales = (float *)(void *)(panel + matrix.columns * CE_PANEL);
    for (size_t half = 0; half < CE_PANEL; half += 16) {
        const uint8_t *first = matrix.blocks + (row + half) * row_bytes;
        for (size_t block = 0; block < blocks; block++) {
            unpack_rows(
                first + block * CE_BLOCK_BYTES, row_bytes, panel + block * CE_BLOCK * CE_PANEL + 4 * half,
                scales + block * CE_PANEL + half);
        }
    }
}

CE_INLINE void tiles(
    ce_activations in, size_t tokens, ce_matrix matrix, size_t row, const uint8_t *panel, float *y, size_t stride,
    const ce_activations *out
) {
    size_t blocks = matrix.columns / CE_BLOCK;
    vf bias[2] = {load(matrix.bias + row), load(matrix.bias + row + CE_LANES)};
    for (size_t token = 0; token < tokens;) {
        vf sums[CE_TILE_TOKENS][2];
        const int8_t *values = in.values + token * matrix.columns;
        const float *scales = in.scales + token * blocks;
        const int32_t *corrections = in.corrections + token * blocks;
        size_t count = tokens - token < CE_TILE_TOKENS ? tokens - token : CE_TILE_TOKENS;
        switch (count) {
#define CE_CASE(n) \
    case n: ce_tile(n, panel, matrix.columns, values, scales, corrections, sums); break;
        CE_CASE(1) CE_CASE(2) CE_CASE(3)
#if CE_TILE_TOKENS > 3
        CE_CASE(4)
#endif
#if CE_TILE_TOKENS > 4
        CE_CASE(5) CE_CASE(6)
#endif
#undef CE_CASE
        }
        for (size_t t = 0; t < count; t++, token++) {
            vf low = sums[t][0] + bias[0], high = sums[t][1] + bias[1];
            if (out) {
                size_t block = (token * matrix.rows + row) / CE_BLOCK;
                quantize(
                    gelu(low), gelu(high), out->values + block * CE_BLOCK, out->scales + block, out->corrections + block);
            } else {
                store(y + token * stride + row, low);
                store(y + token * stride + row + CE_LANES, high);
            }
        }
    }
}

static void linear(ce_activations in, size_t tokens, ce_matrix matrix, uint8_t *panel, float *y, size_t stride) {
    for (size_t row = 0; row < matrix.rows; row += CE_PANEL) {
        unpack(matrix, row, panel);
        tiles(in, tokens, matrix, row, panel, y, stride, NULL);
    }
}

static void linear_gelu(ce_activations in, size_t tokens, ce_matrix matrix, uint8_t *panel, ce_activations out) {
    for (size_t row = 0; row < matrix.rows; row += CE_PANEL) {
        unpack(matrix, row, panel);
        tiles(in, tokens, matrix, row, panel, NULL, 0, &out);
    }
}

static void embed(const uint8_t *blocks, const float *position, const float *type, size_t columns, float *x) {
    typedef uint8_t bytes __attribute__((ext_vector_type(16)));
    for (size_t i = 0; i < columns; i += CE_BLOCK, blocks += CE_BLOCK_BYTES) {
        uint16_t half;
        bytes packed;
        memcpy(&half, blocks, 2);
        memcpy(&packed, blocks + 2, 16);
        float scale = single1(half);
        vf low = __builtin_convertvector(__builtin_convertvector(packed & 15, vi) - 8, vf) * scale;
        vf high = __builtin_convertvector(__builtin_convertvector(packed >> 4, vi) - 8, vf) * scale;
        store(x + i, low + (load(position + i) + load(type + i)));
        store(x + i + 16, high + (load(position + i + 16) + load(type + i + 16)));
    }
}

static void pool(const float *x, size_t tokens, size_t columns, float *vector) {
    vf squares = 0;
    for (size_t i = 0; i < columns; i += CE_LANES) {
        vf total = 0;
        for (size_t token = 0; token < tokens; token++) total += load(x + token * columns + i);
        total *= 1.0f / (float)tokens;
        squares += total * total;
        store(vector + i, total);
    }
    float square = sum(squares);
    float inverse = 1.0f / __builtin_sqrtf(square > 1e-12f ? square : 1e-12f);
    for (size_t i = 0; i < columns; i += CE_LANES) store(vector + i, load(vector + i) * inverse);
}

static void normalize(float *x, const float *added, ce_norm norm, size_t tokens, size_t columns, ce_activations out) {
    for (size_t token = 0; token < tokens; token++, x += columns) {
        vf total = 0;
        for (size_t i = 0; i < columns; i += CE_LANES) {
            vf v = load(x + i);
            if (added) {
                v += load(added + token * columns + i);
                store(x + i, v);
            }
            total += v;
        }
        float mean = sum(total) / (float)columns;
        vf squares = 0;
        for (size_t i = 0; i < columns; i += CE_LANES) {
            vf v = load(x + i) - mean;
            squares += v * v;
        }
        float inverse = 1.0f / __builtin_sqrtf(sum(squares) / (float)columns + norm.epsilon);
        for (size_t i = 0; i < columns; i += CE_BLOCK) {
            vf low = (load(x + i) - mean) * inverse * load(norm.weight + i) + load(norm.bias + i);
            vf high = (load(x + i + 16) - mean) * inverse * load(norm.weight + i + 16) + load(norm.bias + i + 16);
            store(x + i, low);
            store(x + i + 16, high);
            size_t block = (token * columns + i) / CE_BLOCK;
            quantize(low, high, out.values + block * CE_BLOCK, out.scales + block, out.corrections + block);
        }
    }
}

// Four queries of one head at a time, the last ones alone.
CE_INLINE void attend_few(
    size_t count, const float *query, const float *value, size_t stride, size_t tokens, const float *keys, float *scores,
    size_t padded, vf out[4][2]
) {
    vf most[4];
    for (size_t q = 0; q < count; q++) most[q] = (vf)-3e38f;
    const vi lanes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    for (size_t token = 0; token < padded; token += CE_LANES) {
        vf dots[4];
        for (size_t q = 0; q < count; q++) dots[q] = 0;
        for (size_t i = 0; i < CE_HEAD; i++) {
            vf key = load(keys + i * padded + token);
            for (size_t q = 0; q < count; q++) dots[q] += key * query[q * stride + i];
        }
        vi is_text = lanes < (int32_t)(tokens - token);
        for (size_t q = 0; q < count; q++) {
            vf dot = is_text ? dots[q] * 0.17677669529663687f : (vf)-3e38f;
            most[q] = __builtin_elementwise_max(most[q], dot);
            store(scores + q * padded + token, dot);
        }
    }
    float inverse[4];
    for (size_t q = 0; q < count; q++) {
        float top = largest(most[q]);
        vf total = 0;
        for (size_t token = 0; token < padded; token += CE_LANES) {
            vi is_text = lanes < (int32_t)(tokens - token);
            vf e = exponential(load(scores + q * padded + token) - top);
            e = is_text ? e : (vf)0.0f;
            total += e;
            store(scores + q * padded + token, e);
        }
        inverse[q] = 1.0f / sum(total);
        out[q][0] = out[q][1] = 0;
    }
    for (size_t token = 0; token < tokens; token++) {
        vf low = load(value + token * stride), high = load(value + token * stride + CE_LANES);
        for (size_t q = 0; q < count; q++) {
            float weight = scores[q * padded + token];
            out[q][0] += low * weight;
            out[q][1] += high * weight;
        }
    }
    for (size_t q = 0; q < count; q++) {
        out[q][0] *= inverse[q];
        out[q][1] *= inverse[q];
    }
}

static void attend(const float *qkv, size_t tokens, size_t heads, float *scratch, ce_activations out) {
    size_t padded = (tokens + CE_LANES - 1) / CE_LANES * CE_LANES, width = heads * CE_HEAD, stride = 3 * width;
    float *keys = scratch, *scores = scratch + CE_HEAD * padded;
    for (size_t head = 0; head < heads; head++) {
        const float *query = qkv + head * CE_HEAD, *key = query + width, *value = key + width;
        for (size_t token = 0; token < tokens; token++)
            for (size_t i = 0; i < CE_HEAD; i++) keys[i * padded + token] = key[token * stride + i];
        for (size_t i = 0; i < CE_HEAD; i++)
            for (size_t token = tokens; token < padded; token++) keys[i * padded + token] = 0;
        for (size_t token = 0; token < tokens;) {
            vf result[4][2];
            size_t count = tokens - token < 4 ? 1 : 4;
            if (count == 4) attend_few(4, query + token * stride, value, stride, tokens, keys, scores, padded, result);
            else attend_few(1, query + token * stride, value, stride, tokens, keys, scores, padded, result);
            for (size_t q = 0; q < count; q++, token++) {
                size_t block = token * heads + head;
                quantize(
                    result[q][0], result[q][1], out.values + block * CE_BLOCK, out.scales + block, out.corrections + block);
            }
        }
    }
}

const ce_kernels CE_NAME = {
    .name = CE_TITLE,
    .embed = embed,
    .normalize = normalize,
    .linear = linear,
    .linear_gelu = linear_gelu,
    .attend = attend,
    .pool = pool,
};
