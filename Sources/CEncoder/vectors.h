// Vectors of 16 floats. The compiler maps them to what the instruction set has: one register, two, or four.
#ifndef CE_VECTORS_H
#define CE_VECTORS_H

#include <stdint.h>
#include <string.h>

#include "CEncoder.h"

typedef float vf __attribute__((ext_vector_type(16)));
typedef int32_t vi __attribute__((ext_vector_type(16)));
typedef uint32_t vu __attribute__((ext_vector_type(16)));
typedef int8_t vb __attribute__((ext_vector_type(16)));
typedef float vf8 __attribute__((ext_vector_type(8)));
typedef float vf4 __attribute__((ext_vector_type(4)));
typedef float vf2 __attribute__((ext_vector_type(2)));
typedef int32_t vi8 __attribute__((ext_vector_type(8)));
typedef int32_t vi4 __attribute__((ext_vector_type(4)));
typedef int32_t vi2 __attribute__((ext_vector_type(2)));
typedef uint32_t vu8 __attribute__((ext_vector_type(8)));
typedef uint32_t vu4 __attribute__((ext_vector_type(4)));

// Vectors never cross a call: what passes them is inlined.
#pragma clang diagnostic ignored "-Wpsabi"

#define CE_INLINE static inline __attribute__((always_inline))

#endif
