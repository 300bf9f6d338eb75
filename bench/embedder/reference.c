// The engine that comes with the weights, and the same arithmetic in Float32, for comparison with Sources/LocalEmbedder.
// bench/embedder/compare builds and runs it; it is no part of the product.
//
//   reference ids       query|passage TEXTS OUT        the tokens of each line, without those of beginning and end
//   reference vectors   query|passage TEXTS OUT        vectors of the engine, Float32, one after another
//   reference float32   query|passage TEXTS OUT        vectors computed in Float32 from the same 4-bit weights
//   reference time      query|passage TEXTS THREADS    texts a second of wall and of CPU time, and percentiles, as JSON
//
// TEXTS holds a text a line, as EmbeddableText makes them. The model: the environment's MODEL.
#include <pthread.h>
#include <time.h>

#include "e5.c"

typedef float lane __attribute__((vector_size(64), aligned(4)));
enum { WIDE = 32, TOKENS = 6 };

static char **lines;
static int line_count;

static void read_lines(const char *path) {
    FILE *file = fopen(path, "r");
    if (!file) { perror(path); exit(66); }
    char *line = NULL;
    size_t size = 0;
    ssize_t length;
    while ((length = getline(&line, &size, file)) >= 0) {
        if (length && line[length - 1] == '\n') line[length - 1] = 0;
        if (line_count % 1024 == 0) lines = realloc(lines, sizeof *lines * (size_t)(line_count + 1024));
        lines[line_count++] = strdup(line);
    }
    fclose(file);
}

static double now(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int tokens_of(e5_model *m, const char *text, int is_query, int *ids, int capacity) {
    char buffer[4096];
    snprintf(buffer, sizeof buffer, "%s%s", is_query ? "query: " : "passage: ", text);
    return tok_content(&m->tok, buffer, ids, capacity);
}

// Rows in panels of 32, column after column.
static float *unpacked(const block_q4_0 *blocks, int rows, int columns) {
    float *out = aligned_alloc(64, sizeof(float) * (size_t)rows * (size_t)columns), row[8192];
    for (int r = 0; r < rows; r++) {
        deq_row(blocks + (size_t)r * (size_t)(columns / QK), columns, row);
        for (int c = 0; c < columns; c++) out[((size_t)(r / WIDE) * (size_t)columns + (size_t)c) * WIDE + r % WIDE] = row[c];
    }
    return out;
}

static void product(const float *w, const float *bias, const float *x, float *y, int tokens, int rows, int columns) {
    for (int row = 0; row < rows; row += WIDE) {
        const float *panel = w + (size_t)row * (size_t)columns;
        for (int start = 0; start < tokens; start += TOKENS) {
            int count = tokens - start < TOKENS ? tokens - start : TOKENS;
            lane sums[TOKENS][2];
            for (int t = 0; t < TOKENS; t++) sums[t][0] = *(const lane *)(bias + row), sums[t][1] = *(const lane *)(bias + row + 16);
            const float *in[TOKENS];
            for (int t = 0; t < TOKENS; t++) in[t] = x + (size_t)(start + (t < count ? t : 0)) * (size_t)columns;
            for (int c = 0; c < columns; c++) {
                lane low = *(const lane *)(panel + (size_t)c * WIDE), high = *(const lane *)(panel + (size_t)c * WIDE + 16);
                for (int t = 0; t < TOKENS; t++) sums[t][0] += low * in[t][c], sums[t][1] += high * in[t][c];
            }
            for (int t = 0; t < count; t++) {
                float *out = y + (size_t)(start + t) * (size_t)rows + row;
                *(lane *)out = sums[t][0];
                *(lane *)(out + 16) = sums[t][1];
            }
        }
    }
}

typedef struct { float *q, *k, *v, *o, *in, *out; } weights_t;

static void float_vector(e5_model *m, const weights_t *w, const int *ids, int n, float *out) {
    static __thread float x[512 * 384], q[512 * 384], k[512 * 384], v[512 * 384], ctx[512 * 384], y[512 * 384], mid[512 * 1536];
    int H = m->H;
    for (int t = 0; t < n; t++) {
        deq_row(m->word + (size_t)ids[t] * (size_t)m->nb_word, H, x + t * H);
        for (int i = 0; i < H; i++) x[t * H + i] += m->pos[t * H + i] + m->type[i];
    }
    add_layernorm(x, NULL, m->eln_w, m->eln_b, n, H, m->eps);
    for (int l = 0; l < m->NL; l++) {
        layer_t *y_ = &m->layers[l];
        product(w[l].q, y_->qb, x, q, n, H, H);
        product(w[l].k, y_->kb, x, k, n, H, H);
        product(w[l].v, y_->vb, x, v, n, H, H);
        for (int t = 0; t < n; t++)
            for (int h = 0; h < m->NH; h++) {
                float p[512], most = -1e30f, sum = 0;
                const float *qh = q + t * H + h * m->hd;
                for (int s = 0; s < n; s++) {
                    float d = 0;
                    for (int e = 0; e < m->hd; e++) d += qh[e] * k[s * H + h * m->hd + e];
                    p[s] = d / sqrtf((float)m->hd);
                    if (p[s] > most) most = p[s];
                }
                for (int s = 0; s < n; s++) sum += p[s] = expf(p[s] - most);
                float *c = ctx + t * H + h * m->hd;
                for (int e = 0; e < m->hd; e++) c[e] = 0;
                for (int s = 0; s < n; s++)
                    for (int e = 0; e < m->hd; e++) c[e] += p[s] / sum * v[s * H + h * m->hd + e];
            }
        product(w[l].o, y_->aob, ctx, y, n, H, H);
        add_layernorm(x, y, y_->aln_w, y_->aln_b, n, H, m->eps);
        product(w[l].in, y_->fib, x, mid, n, m->FF, H);
        for (int i = 0; i < n * m->FF; i++) mid[i] = gelu(mid[i]);
        product(w[l].out, y_->fob, mid, y, n, H, m->FF);
        add_layernorm(x, y, y_->oln_w, y_->oln_b, n, H, m->eps);
    }
    double norm = 0;
    for (int i = 0; i < H; i++) {
        double sum = 0;
        for (int t = 0; t < n; t++) sum += x[t * H + i];
        out[i] = (float)(sum / n);
        norm += (double)out[i] * out[i];
    }
    for (int i = 0; i < H; i++) out[i] = (float)(out[i] / sqrt(norm));
}

static e5_model *model;
static int is_query;
static double *seconds;
static int next_line;

static void *embed_lines(void *unused) {
    float vector[384];
    for (;;) {
        int i = __atomic_fetch_add(&next_line, 1, __ATOMIC_RELAXED);
        if (i >= line_count) return unused;
        double start = now(CLOCK_MONOTONIC);
        e5_embed(model, lines[i], is_query, vector);
        seconds[i] = now(CLOCK_MONOTONIC) - start;
    }
}

static int by_size(const void *a, const void *b) {
    double d = *(const double *)a - *(const double *)b;
    return d < 0 ? -1 : d > 0;
}

int main(int argc, char **argv) {
    if (argc != 5 || !getenv("MODEL")) { fprintf(stderr, "usage: see reference.c\n"); return 64; }
    model = e5_load(getenv("MODEL"));
    if (!model || model->H != 384 || model->FF != 1536) return 65;
    is_query = !strcmp(argv[2], "query");
    read_lines(argv[3]);
    if (!strcmp(argv[1], "time")) {
        int threads = atoi(argv[4]);
        pthread_t ids[64];
        seconds = calloc((size_t)line_count, sizeof *seconds);
        double wall = now(CLOCK_MONOTONIC), cpu = now(CLOCK_PROCESS_CPUTIME_ID);
        for (int i = 0; i < threads; i++) pthread_create(&ids[i], NULL, embed_lines, NULL);
        for (int i = 0; i < threads; i++) pthread_join(ids[i], NULL);
        wall = now(CLOCK_MONOTONIC) - wall, cpu = now(CLOCK_PROCESS_CPUTIME_ID) - cpu;
        qsort(seconds, (size_t)line_count, sizeof *seconds, by_size);
        printf("{\"engine\":\"reference\",\"kind\":\"%s\",\"threads\":%d,\"texts\":%d,\"perSecond\":%.2f,\"perCPUSecond\":%.2f,"
               "\"p50Ms\":%.2f,\"p99Ms\":%.2f}\n", argv[2], threads, line_count, line_count / wall, line_count / cpu,
               seconds[line_count / 2] * 1e3, seconds[line_count * 99 / 100] * 1e3);
        return 0;
    }
    FILE *out = fopen(argv[4], "w");
    if (!out) { perror(argv[4]); return 73; }
    weights_t weights[64];
    if (!strcmp(argv[1], "float32"))
        for (int l = 0; l < model->NL; l++) {
            layer_t *y = &model->layers[l];
            int H = model->H, F = model->FF;
            weights[l] = (weights_t){unpacked(y->qw, H, H), unpacked(y->kw, H, H), unpacked(y->vw, H, H), unpacked(y->aow, H, H),
                                     unpacked(y->fiw, F, H), unpacked(y->fow, H, F)};
        }
    for (int i = 0; i < line_count; i++) {
        int ids[512] = {model->tok.bos};
        float vector[384];
        if (!strcmp(argv[1], "vectors")) {
            e5_embed(model, lines[i], is_query, vector);
        } else {
            int n = tokens_of(model, lines[i], is_query, ids + 1, 510);
            if (!strcmp(argv[1], "ids")) {
                for (int j = 1; j <= n; j++) fprintf(out, j < n ? "%d " : "%d", ids[j]);
                fputc('\n', out);
                continue;
            }
            ids[n + 1] = model->tok.eos;
            float_vector(model, weights, ids, n + 2, vector);
        }
        fwrite(vector, sizeof vector, 1, out);
    }
    return fclose(out) ? 74 : 0;
}
