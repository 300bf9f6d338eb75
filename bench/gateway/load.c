// The client of bench/gateway/compare. Prints one line of JSON.
//   load latency COUNT PATH PORT...    one request after another, the ports in turn, a kept connection each
//   load first COUNT PATH PORT...      the same on a new connection each, until the first event
//   load streams COUNT SECONDS PORT    opens COUNT streams, all must get an event; then holds them for SECONDS
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

static void fail(const char *why) {
    fprintf(stderr, "load: %s (%s)\n", why, strerror(errno));
    exit(69);
}

static int dial(int port, int flags) {
    int fd = socket(AF_INET, SOCK_STREAM | flags, 0), one = 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (connect(fd, (void *)&address, sizeof address) && errno != EINPROGRESS) fail("connect");
    return fd;
}

static int request(char *out, size_t size, const char *path) {
    return snprintf(out, size,
        "GET %s HTTP/1.1\r\nHost: shop.example\r\nUser-Agent: load\r\nAccept: */*\r\nAccept-Language: ko\r\n"
        "Accept-Encoding: gzip\r\nReferer: http://shop.example/\r\nCookie: session=0123456789\r\n\r\n", path);
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void report(double *times, int count) {
    qsort(times, count, sizeof *times, ascending);
    printf("{\"p50\":%.1f,\"p90\":%.1f,\"p99\":%.1f}", times[count / 2], times[count * 9 / 10], times[count * 99 / 100]);
}

static char buffer[65536];
static int have;

// Reads on until `mark` has come.
static void await(int fd, const char *mark) {
    while (!memmem(buffer, have, mark, strlen(mark))) {
        int got = read(fd, buffer + have, sizeof buffer - have);
        if (got <= 0) fail("the connection ended");
        have += got;
    }
    if (memcmp(buffer, "HTTP/1.1 200", 12)) fail("not a 200");
}

static void inTurn(int isKept, int count, const char *path, int ports, char **port) {
    char out[1024];
    int length = request(out, sizeof out, path), fds[8], warm = count / 10, isOnce = !strcmp(path, "/once");
    double *times[8];
    for (int p = 0; p < ports; p++) {
        times[p] = calloc(count, sizeof(double));
        if (isKept) fds[p] = dial(atoi(port[p]), 0);
    }
    for (int i = -warm; i < count; i++)
        for (int p = 0; p < ports; p++) {
            double start = now();
            if (!isKept) fds[p] = dial(atoi(port[p]), 0);
            if (write(fds[p], out, length) != length) fail("write");
            have = 0;
            await(fds[p], isKept && !isOnce ? "} \n" : "data: ");
            if (i >= 0) times[p][i] = now() - start;
            if (isOnce) await(fds[p], "0\r\n\r\n");
            if (!isKept) close(fds[p]);
        }
    printf("[");
    for (int p = 0; p < ports; p++) {
        if (p) printf(",");
        report(times[p], count);
    }
    printf("]\n");
}

enum { WINDOW = 512, MAX = 1 << 16 };
static char state[MAX];  // 1 connecting, 2 asked, 3 got an event

static void streams(int count, double seconds, int port) {
    char out[1024];
    int length = request(out, sizeof out, "/sse"), opened = 0, waiting = 0, got = 0, lost = 0;
    int poll = epoll_create1(0);
    long events = 0;
    struct epoll_event event, ready[512];
    double start = now(), all = 0, until = 0;
    for (;;) {
        while (opened < count && waiting < WINDOW) {
            int fd = dial(port, SOCK_NONBLOCK);
            state[fd] = 1;
            event.events = EPOLLIN | EPOLLOUT;
            event.data.fd = fd;
            epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event);
            opened++, waiting++;
        }
        int n = epoll_wait(poll, ready, 512, 100);
        for (int i = 0; i < n; i++) {
            int fd = ready[i].data.fd;
            if (state[fd] == 1 && ready[i].events & EPOLLOUT) {
                if (write(fd, out, length) != length) { lost++; waiting--; close(fd); state[fd] = 0; continue; }
                state[fd] = 2;
                event.events = EPOLLIN;
                event.data.fd = fd;
                epoll_ctl(poll, EPOLL_CTL_MOD, fd, &event);
            }
            if (ready[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) {
                int size = read(fd, buffer, sizeof buffer);
                if (size <= 0) {
                    if (size < 0 && errno == EAGAIN) continue;
                    if (state[fd] != 3) waiting--;
                    lost++, close(fd), state[fd] = 0;
                    continue;
                }
                for (char *at = buffer; (at = memmem(at, buffer + size - at, "data: ", 6)); at += 6) {
                    if (state[fd] == 2) state[fd] = 3, got++, waiting--;
                    events++;
                }
            }
        }
        double t = now();
        if (!all && got + lost >= count) {
            all = t - start;
            until = t + seconds * 1e6;
            events = 0;
        }
        if (all && t >= until) break;
        if (t - start > 120e6) fail("not all streams got an event");
    }
    printf("{\"streams\":%d,\"lost\":%d,\"openSeconds\":%.3f,\"eventsPerSecond\":%.0f}\n", got, lost, all / 1e6, events / seconds);
    fflush(stdout);
}

int main(int argc, char **argv) {
    struct rlimit files = {MAX, MAX};
    setrlimit(RLIMIT_NOFILE, &files);
    if (argc >= 5 && !strcmp(argv[1], "latency")) inTurn(1, atoi(argv[2]), argv[3], argc - 4, argv + 4);
    else if (argc >= 5 && !strcmp(argv[1], "first")) inTurn(0, atoi(argv[2]), argv[3], argc - 4, argv + 4);
    else if (argc == 5 && !strcmp(argv[1], "streams")) streams(atoi(argv[2]), atof(argv[3]), atoi(argv[4]));
    else return 64;
    return 0;
}
