/// Nothing to call: it stands in for the C library's `shm_open` in whatever program it is linked into.
