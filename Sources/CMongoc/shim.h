#include <mongoc/mongoc.h>

// Swift cannot see into a bson_t, nor lay one out: its alignment is wider than Swift imports.
static inline size_t blankspace_bson_size(void) { return sizeof(bson_t); }
static inline uint32_t blankspace_bson_length(const bson_t *document) { return document->len; }
