#define _GNU_SOURCE
// The floor: a loop that writes the same bytes to every screen and does nothing else. It answers what client.c asks of
// it: whoever watches is a screen, whoever commands is given a receipt; the commands of one look at the sockets are one
// frame to every screen.
//
//   floor --port P --bytes N     N: how long a frame is
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { FILES = 65536, ROOM = 16384 };
static struct { char in[ROOM]; int have, is_upgraded; } *lines[FILES];
static int screens[FILES], n_screens, bytes = 1000, has_news; static long seq = 1;

static void frame(int fd, const char *text, int n) {
    static char out[ROOM + 16]; int h = 2;
    out[0] = (char)0x81;
    if (n < 126) out[1] = n; else { out[1] = 126; out[2] = n >> 8; out[3] = n; h = 4; }
    memcpy(out + h, text, n);
    if (send(fd, out, h + n, MSG_NOSIGNAL) < 0 && errno != EPIPE && errno != ECONNRESET) perror("send");
}

static void broadcast(void) {  // one frame, made once
    static char out[ROOM]; int n = bytes - 4;
    out[0] = (char)0x81; out[1] = 126; out[2] = n >> 8; out[3] = n;
    int h = snprintf(out + 4, sizeof out - 4, "42/live,[\"topic\",{\"name\":\"stage\",\"journal\":\"j\",\"seq\":%ld,\"value\":\"", seq);
    memset(out + 4 + h, 'x', n - h); memcpy(out + bytes - 3, "\"}]", 3);
    for (int i = 0; i < n_screens; i++) if (send(screens[i], out, bytes, MSG_NOSIGNAL) != bytes) fprintf(stderr, "a frame in parts\n");
}

static void heard(int fd, char *text) {
    char said[512];
    if (!strncmp(text, "40", 2)) frame(fd, "40/live,{\"sid\":\"x\"}", 19);
    if (strncmp(text, "42/live,", 8)) return;
    long ack = atol(text + 8);
    if (strstr(text, "[\"watch\"")) {
        frame(fd, said, snprintf(said, sizeof said, "43/live,%ld[{\"topics\":{\"stage\":{\"journal\":\"j\",\"seq\":%ld,\"value\":{}}}}]", ack, seq));
        if (strstr(text, "\"stage\"")) screens[n_screens++] = fd;
    } else if (strstr(text, "[\"command\"")) {
        frame(fd, said, snprintf(said, sizeof said, "43/live,%ld[{\"receipt\":{\"command_id\":\"c\",\"journal\":\"j\",\"seq\":%ld,\"outcome\":\"done\"}}]", ack, ++seq));
        has_news = 1;
    } else frame(fd, said, snprintf(said, sizeof said, "43/live,%ld[{\"now_ms\":0}]", ack));
}

static void gone(int fd) {
    for (int i = 0; i < n_screens; i++) if (screens[i] == fd) screens[i--] = screens[--n_screens];
    close(fd); free(lines[fd]); lines[fd] = 0;
}

static void read_from(int fd) {
    int n = recv(fd, lines[fd]->in + lines[fd]->have, ROOM - 1 - lines[fd]->have, 0);
    if (n <= 0) { if (n == 0 || errno != EAGAIN) gone(fd); return; }
    char *in = lines[fd]->in; int have = lines[fd]->have += n, at = 0;
    in[have] = 0;
    if (!lines[fd]->is_upgraded) {
        if (!strstr(in, "\r\n\r\n")) return;
        static const char yes[] = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
        send(fd, yes, sizeof yes - 1, MSG_NOSIGNAL); lines[fd]->is_upgraded = 1; lines[fd]->have = 0;
        frame(fd, "0{\"sid\":\"x\"}", 12);
        return;
    }
    while (have - at >= 6) {  // the client's mask is nought
        int length = in[at + 1] & 127, h = 6;
        if (length == 126) { if (have - at < 8) break; length = (unsigned char)in[at + 2] << 8 | (unsigned char)in[at + 3]; h = 8; }
        if (have - at < h + length) break;
        char kept = in[at + h + length];
        in[at + h + length] = 0; heard(fd, in + at + h); in[at + h + length] = kept;
        at += h + length;
    }
    memmove(in, in + at, have - at); lines[fd]->have = have - at;
}

int main(int argc, char **argv) {
    int port = 0, one = 1, ls = socket(AF_INET, SOCK_STREAM, 0), ep = epoll_create1(0);
    for (int i = 1; i + 1 < argc; i += 2) { if (!strcmp(argv[i], "--port")) port = atoi(argv[i + 1]); if (!strcmp(argv[i], "--bytes")) bytes = atoi(argv[i + 1]); }
    struct rlimit files; getrlimit(RLIMIT_NOFILE, &files); files.rlim_cur = files.rlim_max; setrlimit(RLIMIT_NOFILE, &files);
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    setsockopt(ls, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one); setsockopt(ls, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (bytes > ROOM - 16 || bind(ls, (void *)&a, sizeof a) || listen(ls, 4096)) { perror("floor"); return 1; }
    struct epoll_event e = {.events = EPOLLIN, .data.fd = ls}, events[64];
    epoll_ctl(ep, EPOLL_CTL_ADD, ls, &e);
    for (;;) {
        int n = epoll_wait(ep, events, 64, -1);
        for (int i = 0; i < n; i++) {
            int fd = events[i].data.fd;
            if (fd != ls) { read_from(fd); continue; }
            if ((fd = accept4(ls, 0, 0, SOCK_NONBLOCK)) < 0 || fd >= FILES) continue;
            lines[fd] = calloc(1, sizeof *lines[fd]); e.data.fd = fd; epoll_ctl(ep, EPOLL_CTL_ADD, fd, &e);
        }
        if (has_news) { has_news = 0; broadcast(); }  // one frame for all that came together
    }
}
