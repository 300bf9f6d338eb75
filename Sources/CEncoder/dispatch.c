#include "CEncoder.h"

extern const ce_kernels ce_kernels_portable;

#if defined(__x86_64__)
extern const ce_kernels ce_kernels_avx2, ce_kernels_avx_vnni, ce_kernels_avx512;

// What the operating system does not save for a thread is not counted as supported.
static int has_avx2(void) {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c");
}

const ce_kernels *ce_kernels_at(ce_level level) {
    __builtin_cpu_init();
    switch (level) {
    case CE_PORTABLE: return &ce_kernels_portable;
    case CE_AVX2: return has_avx2() ? &ce_kernels_avx2 : 0;
    case CE_AVX_VNNI: return has_avx2() && __builtin_cpu_supports("avxvnni") ? &ce_kernels_avx_vnni : 0;
    case CE_AVX512_VNNI:
        return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                       __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
                       __builtin_cpu_supports("avx512vnni")
                   ? &ce_kernels_avx512
                   : 0;
    }
    return 0;
}
#else
const ce_kernels *ce_kernels_at(ce_level level) { return level == CE_PORTABLE ? &ce_kernels_portable : 0; }
#endif

const ce_kernels *ce_kernels_best(void) {
    for (int level = CE_AVX512_VNNI; level > CE_PORTABLE; level--) {
        const ce_kernels *kernels = ce_kernels_at((ce_level)level);
        if (kernels) return kernels;
    }
    return &ce_kernels_portable;
}
