#define _GNU_SOURCE
#include <dlfcn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

// libmongoc, as soon as it is loaded and whether it is used or not, keeps counters in shared memory that is named after the number of
// the process. One that is killed leaves that behind, and a later process of the same number says so on standard error. Nobody reads
// these counters here, so they get memory without a name, which goes with the process. The library's own switch for this is an
// environment variable, which can no longer be set when the library is loaded.
int shm_open(const char *name, int flags, mode_t mode) {
    if (strncmp(name, "/mongoc-", 8) == 0) {
        int unnamed = memfd_create(name + 1, MFD_CLOEXEC);
        if (unnamed >= 0) return unnamed;
    }
    int (*next)(const char *, int, mode_t) = (int (*)(const char *, int, mode_t))dlsym(RTLD_NEXT, "shm_open");
    return next ? next(name, flags, mode) : -1;
}
