#ifndef CVECTORSCAN_H
#define CVECTORSCAN_H

#include <stddef.h>
#include <stdint.h>

/// What `vector_scan_dots` writes for a row below 0.
#define VECTOR_SCAN_NO_ROW INT32_MIN

/// The dot products of one query with rows of 8-bit codes, as exact integers: the same on every processor.
///
/// Row r stands in blocks[r >> shift], at (r & ((1 << shift) - 1)) * dimension. A row below 0 gives VECTOR_SCAN_NO_ROW.
/// The caller sees to it that each row exists, that codes are not -128, and that 127 * dimension * max|query| < 2^31.
void vector_scan_dots(const int8_t *const *blocks, uint32_t shift, size_t dimension, const int32_t *rows, size_t count,
                      const int16_t *query, int32_t *dots);

#endif
