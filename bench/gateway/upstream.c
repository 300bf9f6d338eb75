// A server that is never the bottleneck: JSON at any path, a stream of events that ticks once a second at /sse, and one that ends
// after its first event at /once.
// usage: upstream PORT
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

enum { MAX = 1 << 16 };
static char in[MAX][1024];
static int have[MAX], streams[MAX], place[MAX], count;

static const char JSON[] =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 97\r\nX-Request-Id: 0123456789abcdef\r\n"
    "X-Content-Type-Options: nosniff\r\nServer: upstream\r\nDate: Thu, 26 Nov 2026 12:00:00 GMT\r\n\r\n"
    "{\"products\":[{\"id\":\"P-000001\",\"name\":\"running shoe\",\"price\":59000,\"currency\":\"KRW\"}],\"total\":1} \n";
static const char HEAD[] =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nTransfer-Encoding: chunked\r\n\r\n"
    "1d\r\nevent: delta\ndata: {\"t\":\"a\"}\n\r\n1\r\n\n\r\n";
static const char ONCE[] =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nTransfer-Encoding: chunked\r\n\r\n"
    "1e\r\nevent: delta\ndata: {\"t\":\"a\"}\n\n\r\n0\r\n\r\n";
static const char EVENT[] = "1e\r\nevent: delta\ndata: {\"t\":\"a\"}\n\n\r\n";

static void leave(int fd) {
    if (place[fd]) {
        int last = streams[--count];
        streams[place[fd] - 1] = last;
        place[last] = place[fd];
        place[fd] = 0;
    }
    have[fd] = 0;
    close(fd);
}

static void answer(int fd) {
    char *end;
    while ((end = memmem(in[fd], have[fd], "\r\n\r\n", 4))) {
        int used = (int)(end - in[fd]) + 4;
        int isStream = !memcmp(in[fd], "GET /sse", 8);
        if (isStream && !place[fd]) {
            streams[count++] = fd;
            place[fd] = count;
        }
        const char *text = isStream ? HEAD : !memcmp(in[fd], "GET /once", 9) ? ONCE : JSON;
        if (write(fd, text, strlen(text)) < 0) return;
        memmove(in[fd], in[fd] + used, have[fd] - used);
        have[fd] -= used;
    }
}

int main(int argc, char **argv) {
    if (argc < 2) return 64;
    struct rlimit files = {MAX, MAX};
    setrlimit(RLIMIT_NOFILE, &files);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), one = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (bind(listener, (void *)&address, sizeof address) || listen(listener, 8192)) return perror("listen"), 69;
    int poll = epoll_create1(0), ticker = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
    struct itimerspec second = {{1, 0}, {1, 0}};
    timerfd_settime(ticker, 0, &second, NULL);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, events[256];
    epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event);
    event.data.fd = ticker;
    epoll_ctl(poll, EPOLL_CTL_ADD, ticker, &event);
    for (;;) {
        int ready = epoll_wait(poll, events, 256, -1);
        for (int i = 0; i < ready; i++) {
            int fd = events[i].data.fd;
            if (fd == listener) {
                for (int client; (client = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0;) {
                    if (client >= MAX) { close(client); continue; }
                    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
                    have[client] = 0;
                    event.data.fd = client;
                    epoll_ctl(poll, EPOLL_CTL_ADD, client, &event);
                }
            } else if (fd == ticker) {
                unsigned long long times;
                if (read(ticker, &times, 8) == 8)
                    for (int s = 0; s < count; s++)
                        if (write(streams[s], EVENT, sizeof EVENT - 1) < 0) continue;
            } else {
                int got = read(fd, in[fd] + have[fd], sizeof in[fd] - have[fd]);
                if (got <= 0) { if (got == 0 || errno != EAGAIN) leave(fd); continue; }
                have[fd] += got;
                answer(fd);
            }
        }
    }
}
