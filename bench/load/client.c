// The load: screens that watch, judges and a desk that act, phones that poll. One thread, epoll, next to no work a
// message, so that what is measured is the server. It speaks just enough Socket.IO (docs/protocol.md) over RFC 6455.
//
//   client --port P [--screens N] [--storm] [--plan FILE [--free]] [--phones N --path /…  --every-ms MS [--fresh]]
//          [--contest ID] [--topics a,b] [--pid SERVER] [--at-once N] [--hold-s S]
//
// A plan is lines:  A sender auth     who a sender is (the auth of its connection)
//                   S gap_ms timed    a step begins, so long after the last one ended; it ends when every message is
//                                     answered and every screen has a frame at least as new as the newest receipt
//                   M sender command  a message of this step: {"command_id": …, "kind": …}
// With --free there are no steps: each sender sends its next message as soon as the last one is answered.
// With --storm the screens come all at once when the plan is two seconds old, and the load ends when all have drawn.
// Prints one JSON object: times in microseconds, in the order in which they were taken.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

typedef long long i64;
enum { SCREEN, SENDER, PHONE };
enum { UNBORN, DIALLING, UPGRADING, OPENING, JOINING, WATCHING, READY, LOST };
enum { HEAD = 2048, SEQS = 1 << 20, WAIT_MS = 5000, BEAT_MS = 2000, STORM_AFTER_MS = 2000 };

typedef struct {
    int kind, state, fd;
    unsigned char head[HEAD];  // of what is being read: a frame or an answer of HTTP
    long have, want;           // bytes of it that came, bytes it has (0: not known yet)
    i64 began, sent, due;      // the connection; the last message or request; the next request or sign of life
    long seq, waits_for, next; // newest frame; the acknowledgement awaited (-1: none); next message (free) or ack number
    char etag[80];
} Line;

typedef struct { int sender, step; char *text; long ack; long seq; i64 sent; } Message;
typedef struct { int gap_ms, timed; } Step;
typedef struct { i64 *at; long n, room; } Times;

static Line *lines; static int n_screens, n_senders, n_phones, n_lines, epoll_fd, at_once = 100, in_birth, born;
static Message *messages; static long n_messages; static Step *steps; static int n_steps, step = -1;
static char **auths; static const char *contest = "bench", *topics = "stage", *path = "/"; static char frame_name[64];
static int port, every_ms, is_free, is_storm, is_fresh, hold_s; static long pid;
static int *reached; static i64 *all_at; static long base_seq = -1;  // screens that have a frame so new; when all had
static int dialled_in_storm; static i64 storm_at, storm_over, went_at; static long drawn, ready_screens, lost, frames, frame_bytes, longest_frame, unanswered;
static Times receipts, calm_receipts, lasts, snapshots, joins, polls, calm_polls; static long ok200, ok304, refused;

static i64 now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec * 1000000000LL + t.tv_nsec; }
static void die(const char *why, ...) { va_list a; va_start(a, why); vfprintf(stderr, why, a); va_end(a); fputc('\n', stderr); exit(2); }
static void note(Times *t, i64 ns) {
    if (t->n == t->room) { t->room = t->room ? 2 * t->room : 1024; t->at = realloc(t->at, t->room * sizeof(i64)); }
    t->at[t->n++] = ns;
}

// --- what is sent ----------------------------------------------------------------------------------------------------

static void put(Line *l, const void *bytes, long n) {
    if (send(l->fd, bytes, n, MSG_NOSIGNAL) != n) die("a short message went out in parts: %s", strerror(errno));
}

static void say(Line *l, const char *form, ...) {  // one masked text frame; the mask is nought, which is a mask
    static char text[65536], frame[65552];
    va_list a; va_start(a, form); int n = vsnprintf(text, sizeof text, form, a), h = 2; va_end(a);
    frame[0] = (char)0x81;
    if (n < 126) frame[1] = 0x80 | n;
    else { frame[1] = (char)(0x80 | 126); frame[2] = n >> 8; frame[3] = n; h = 4; }
    memset(frame + h, 0, 4); memcpy(frame + h + 4, text, n);
    put(l, frame, h + 4 + n);
}

static void act(Message *m) {
    Line *l = &lines[n_screens + m->sender];
    if (l->state != READY) { unanswered++; m->seq = 0; l->waits_for = -1; return; }
    m->ack = l->next++; m->sent = now();
    say(l, "42/live,%ld[\"command\",%s]", m->ack, m->text);
}

static void ask(Line *l) {
    static char text[1024];
    int n = snprintf(text, sizeof text, "GET %s HTTP/1.1\r\nHost: bench\r\n%s%s%s\r\n", path,
                     l->etag[0] && !is_fresh ? "If-None-Match: " : "", is_fresh ? "" : l->etag, l->etag[0] && !is_fresh ? "\r\n" : "");
    l->sent = now(); l->due = 0; put(l, text, n);
}

// --- what comes ------------------------------------------------------------------------------------------------------

static void screen_has(Line *l, long seq) {
    if (l->kind != SCREEN || seq <= l->seq) return;
    if (base_seq < 0) base_seq = seq;
    for (long s = l->seq + 1 > base_seq ? l->seq + 1 : base_seq; s <= seq && s - base_seq < SEQS; s++)
        if (++reached[s - base_seq] == n_screens) all_at[s - base_seq] = now();
    l->seq = seq;
}

static long seq_in(const char *text) { const char *s = strstr(text, "\"seq\":"); return s ? atol(s + 6) : -1; }

static void ready(Line *l) {
    l->state = READY; in_birth--; l->seq = base_seq > 0 && l->kind == SCREEN ? base_seq - 1 : 0;
    if (l->kind == SCREEN) ready_screens++;
}

static void answered(Line *l, const char *text) {
    long ack = atol(text), sender = l - lines - n_screens; i64 t = now();
    if (l->state == WATCHING) {
        ready(l);
        if (l->kind != SCREEN) return;
        note(&snapshots, t - (is_storm ? storm_at : l->began)); drawn++;
        const char *own = strstr(text, frame_name);
        screen_has(l, seq_in(own ? own : text));
        return;
    }
    for (long i = is_free ? l->waits_for : 0; i >= 0 && i < n_messages; i++) {  // of a step, few are under way
        Message *m = &messages[i];
        if (m->sender != sender || m->ack != ack) { if (is_free) return; continue; }
        m->seq = strstr(text, "\"receipt\"") ? seq_in(text) : 0;
        if (!m->seq && refused++ < 3) fprintf(stderr, "not recorded: %.200s\n", text);
        if (is_free || steps[step].timed) note(is_storm && (!storm_at || storm_over) ? &calm_receipts : &receipts, t - m->sent);
        l->waits_for = -1;
        return;
    }
}

static void heard(Line *l) {  // a whole frame; of a long one only the head was kept
    static char text[HEAD + 1];
    long n = l->have < HEAD ? l->have : HEAD, h = (l->head[1] & 127) == 127 ? 10 : (l->head[1] & 127) == 126 ? 4 : 2;
    int opcode = l->head[0] & 15;
    if (opcode == 8) { l->state = LOST; lost++; epoll_ctl(epoll_fd, EPOLL_CTL_DEL, l->fd, 0); close(l->fd); return; }
    if (opcode != 1) return;
    memcpy(text, l->head + h, n - h); text[n - h] = 0;
    if (text[0] == '0') {
        say(l, l->kind == SCREEN ? "40/live,{\"contest\":\"%s\"}" : "40/live,%s", l->kind == SCREEN ? contest : auths[l - lines - n_screens]);
        l->state = JOINING;
    } else if (text[0] == '2') say(l, "3");
    else if (!strncmp(text, "40", 2)) {
        if (l->kind == SCREEN) note(&joins, now() - (is_storm ? storm_at : l->began));
        l->state = WATCHING; say(l, "42/live,%ld[\"watch\",{\"topics\":[%s]}]", l->next++, l->kind == SCREEN ? topics : "");
    } else if (!strncmp(text, "43/live,", 8)) answered(l, text + 8);
    else if (!strncmp(text, "42/live,[\"topic\",{", 18)) {
        frames++; frame_bytes += l->want; if (l->want > longest_frame) longest_frame = l->want;
        if (strstr(text, frame_name)) screen_has(l, seq_in(text));
    } else if (!strncmp(text, "44", 2)) die("turned away: %s", text);
}

static void http(Line *l) {  // a whole answer of HTTP; its head is text
    char *tag = strcasestr((char *)l->head, "\r\nETag: ");
    if (tag) sscanf(tag + 8, "%79[^\r]", l->etag);
    if (!strncmp((char *)l->head + 9, "304", 3)) ok304++; else if (!strncmp((char *)l->head + 9, "200", 3)) ok200++;
    else die("not served: %.60s", l->head);
    note(is_storm && (!storm_at || storm_over) ? &calm_polls : &polls, now() - l->sent);
    if (l->state != READY) { l->state = READY; in_birth--; }
    l->due = now() + every_ms * 1000000LL;
}

static long size_of(Line *l) {  // of what is being read, 0 if too little came to tell
    unsigned char *b = l->head; long kept = l->have < HEAD ? l->have : HEAD;
    if (l->state == UPGRADING || l->kind == PHONE) {
        char c = b[kept < HEAD ? kept : HEAD - 1]; b[kept < HEAD ? kept : HEAD - 1] = 0;
        char *end = strstr((char *)b, "\r\n\r\n"), *length = strcasestr((char *)b, "\r\nContent-Length: ");
        long n = end ? (end + 4 - (char *)b) + (length && length < end && l->kind == PHONE && strncmp((char *)b + 9, "304", 3) ? atol(length + 18) : 0) : 0;
        b[kept < HEAD ? kept : HEAD - 1] = c;
        if (!end && l->have >= HEAD) die("a head of HTTP that is too long: %.100s", b);
        return n;
    }
    if (kept < 2) return 0;
    long n = b[1] & 127;
    if (n == 126) return kept < 4 ? 0 : 4 + (b[2] << 8 | b[3]);
    if (n == 127) { if (kept < 10) return 0; n = 0; for (int i = 2; i < 10; i++) n = n << 8 | b[i]; return 10 + n; }
    return 2 + n;
}

static void take(Line *l, const unsigned char *bytes, long n) {
    while (n > 0 && l->state != LOST) {
        long some = l->want ? l->want - l->have : 1;  // byte by byte until its length is known
        if (some > n) some = n;
        if (l->have < HEAD) memcpy(l->head + l->have, bytes, some < HEAD - l->have ? some : HEAD - l->have);
        l->have += some; bytes += some; n -= some;
        if (!l->want && (l->kind != PHONE || bytes[-1] == '\n')) l->want = size_of(l);
        if (!l->want || l->have < l->want) continue;
        l->head[l->have < HEAD ? l->have : HEAD - 1] = 0;
        if (l->kind == PHONE) http(l);
        else if (l->state == UPGRADING) {
            if (strncmp((char *)l->head, "HTTP/1.1 101", 12)) die("no websocket: %.100s", l->head);
            l->state = OPENING;
        } else heard(l);
        l->have = l->want = 0;
    }
}

static void read_from(Line *l) {
    static unsigned char bytes[1 << 18];
    long n = recv(l->fd, bytes, sizeof bytes, 0);
    if (n > 0) return take(l, bytes, n);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (l->state < READY) in_birth--;
    l->state = LOST; lost++; epoll_ctl(epoll_fd, EPOLL_CTL_DEL, l->fd, 0); close(l->fd);
}

static void dial(Line *l) {
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int one = 1;
    l->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (l->fd < 0) die("no socket: %s (ulimit -n)", strerror(errno));
    setsockopt(l->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    l->began = now(); l->state = DIALLING; l->waits_for = -1; in_birth++;
    if (connect(l->fd, (void *)&a, sizeof a) && errno != EINPROGRESS) die("connect: %s", strerror(errno));
    struct epoll_event e = {.events = EPOLLOUT, .data.ptr = l};
    epoll_ctl(epoll_fd, EPOLL_CTL_ADD, l->fd, &e);
}

static void dialled(Line *l) {
    int error = 0; socklen_t size = sizeof error;
    getsockopt(l->fd, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error) die("connect: %s", strerror(error));
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = l};
    epoll_ctl(epoll_fd, EPOLL_CTL_MOD, l->fd, &e);
    l->state = UPGRADING;
    if (l->kind == PHONE) return ask(l);
    static const char hello[] = "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    put(l, hello, sizeof hello - 1);
}

// --- the plan --------------------------------------------------------------------------------------------------------

static void read_plan(const char *file) {
    FILE *f = fopen(file, "r"); char *line = 0; size_t room = 0; int n, a, b, s = -1;
    if (!f) die("no plan %s", file);
    while (getline(&line, &room, f) > 0) {
        line[strcspn(line, "\n")] = 0;
        if (sscanf(line, "A %d %n", &a, &n) == 1) { auths = realloc(auths, ++n_senders * sizeof *auths); auths[a] = strdup(line + n); }
        else if (sscanf(line, "S %d %d", &a, &b) == 2) { steps = realloc(steps, (++s + 1) * sizeof *steps); steps[s] = (Step){a, b}; }
        else if (sscanf(line, "M %d %n", &a, &n) == 1) {
            if (!(n_messages & (n_messages - 1))) messages = realloc(messages, (n_messages ? 2 * n_messages : 1) * sizeof *messages);
            messages[n_messages++] = (Message){a, s, strdup(line + n), -1, -1, 0};
        } else die("not a line of a plan: %s", line);
    }
    n_steps = s + 1; free(line); fclose(f);
}

static int step_is_over(i64 t) {  // whether all is answered and every screen is as far; gives up after a while
    i64 began = 0; int is_open = 0;
    for (long i = 0; i < n_messages; i++) {
        Message *m = &messages[i];
        if (m->step != step) continue;
        began = m->sent;
        if (m->seq < 0 || (n_screens && !is_storm && m->seq > 0 && base_seq > 0 && !all_at[m->seq - base_seq])) is_open = 1;
    }
    if (is_open && t - began < WAIT_MS * 1000000LL) return 0;
    for (long i = 0; i < n_messages; i++) {
        Message *m = &messages[i];
        if (m->step != step) continue;
        if (m->seq < 0) unanswered++;
        else if (n_screens && !is_storm && steps[step].timed && m->seq > 0) {
            if (all_at[m->seq - base_seq]) note(&lasts, all_at[m->seq - base_seq] - m->sent); else unanswered++;
        }
    }
    return 1;
}

static int go_on(i64 t) {  // 0 when the plan has been carried out
    static i64 over_at;
    if (is_free) {
        int is_open = 0;
        for (int i = 0; i < n_senders; i++) {
            Line *l = &lines[n_screens + i];
            static long *at; if (!at) at = calloc(n_senders, sizeof *at);
            if (l->waits_for >= 0) { is_open = 1; continue; }
            while (at[i] < n_messages && messages[at[i]].sender != i) at[i]++;
            if (at[i] < n_messages) { l->waits_for = at[i]; act(&messages[at[i]++]); is_open = 1; }
        }
        return is_open;
    }
    if (step >= 0 && over_at == 0) { if (!step_is_over(t)) return 1; over_at = t; }
    if (step + 1 >= n_steps) return 0;
    if (over_at && t - over_at < steps[step + 1].gap_ms * 1000000LL) return 1;
    step++; over_at = 0;
    for (long i = 0; i < n_messages; i++) if (messages[i].step == step) act(&messages[i]);
    return 1;
}

static void tend(i64 t) {  // signs of life of those who act, requests of those who poll
    for (int i = n_screens; i < n_lines; i++) {
        Line *l = &lines[i];
        if (l->state != READY || t < l->due) continue;
        if (l->kind == PHONE) { if (l->due && went_at) ask(l); }
        else { if (l->due) say(l, "42/live,%ld[\"clock\",{}]", l->next++); l->due = t + BEAT_MS * 1000000LL; }
    }
}

// --- all of it -------------------------------------------------------------------------------------------------------

static double cpu_of(long id) {
    struct timespec t; clockid_t c = CLOCK_PROCESS_CPUTIME_ID;
    if (id && clock_getcpuclockid(id, &c)) return 0;
    return clock_gettime(c, &t) ? 0 : t.tv_sec + t.tv_nsec / 1e9;
}

static void print(const char *name, Times *t) {
    printf(",\"%s_us\":[", name);
    for (long i = 0; i < t->n; i++) printf(i ? ",%lld" : "%lld", t->at[i] / 1000);
    printf("]");
}

static void options(int argc, char **argv) {
    const char *plan = 0;
    for (int i = 1; i < argc; i++) {
        const char *o = argv[i], *v = i + 1 < argc ? argv[i + 1] : "";
        if (!strcmp(o, "--storm")) { is_storm = 1; continue; }
        if (!strcmp(o, "--free")) { is_free = 1; continue; }
        if (!strcmp(o, "--fresh")) { is_fresh = 1; continue; }
        i++;
        if (!strcmp(o, "--port")) port = atoi(v); else if (!strcmp(o, "--screens")) n_screens = atoi(v);
        else if (!strcmp(o, "--plan")) plan = v; else if (!strcmp(o, "--phones")) n_phones = atoi(v);
        else if (!strcmp(o, "--path")) path = v; else if (!strcmp(o, "--every-ms")) every_ms = atoi(v);
        else if (!strcmp(o, "--contest")) contest = v; else if (!strcmp(o, "--topics")) topics = v;
        else if (!strcmp(o, "--pid")) pid = atol(v); else if (!strcmp(o, "--at-once")) at_once = atoi(v);
        else if (!strcmp(o, "--hold-s")) hold_s = atoi(v); else die("no such option: %s", o);
    }
    if (plan) read_plan(plan);
    static char quoted[1024]; int n = 0;  // stage,board -> "stage","board"; frames of the first are counted
    for (char *copy = strdup(topics), *t = strtok(copy, ","); t; t = strtok(0, ",")) {
        if (!n) snprintf(frame_name, sizeof frame_name, "\"%s\"", t);
        n += snprintf(quoted + n, sizeof quoted - n, "%s\"%s\"", n ? "," : "", t);
    }
    topics = quoted;
}

int main(int argc, char **argv) {
    options(argc, argv);
    struct rlimit files; getrlimit(RLIMIT_NOFILE, &files); files.rlim_cur = files.rlim_max; setrlimit(RLIMIT_NOFILE, &files);
    n_lines = n_screens + n_senders + n_phones; lines = calloc(n_lines, sizeof *lines);
    reached = calloc(SEQS, sizeof *reached); all_at = calloc(SEQS, sizeof *all_at); epoll_fd = epoll_create1(0);
    for (int i = 0; i < n_lines; i++) lines[i].kind = i < n_screens ? SCREEN : i < n_screens + n_senders ? SENDER : PHONE;
    i64 began = now(), all_ready = 0, last_tend = 0; double client_cpu = 0, server_cpu = 0;
    long frames_before = 0, bytes_before = 0; born = is_storm ? n_screens : 0;
    for (;;) {
        i64 t = now();
        while (born < n_lines && in_birth < at_once) dial(&lines[born++]);
        if (!went_at && born == n_lines && in_birth == 0) {
            all_ready = t; went_at = t; client_cpu = cpu_of(0); server_cpu = pid ? cpu_of(pid) : 0;
            frames_before = frames; bytes_before = frame_bytes;
        }
        if (!went_at && t - began > 120 * 1000000000LL) die("not all came in: %ld screens ready, %ld lost", ready_screens, lost);
        if (went_at && is_storm && !storm_at && t - went_at > STORM_AFTER_MS * 1000000LL) {
            storm_at = t;
        }
        // In handfuls: a connect takes its time, and an answer that came meanwhile would be read too late.
        for (int n = 0; storm_at && n < 20 && dialled_in_storm < n_screens; n++) dial(&lines[dialled_in_storm++]);
        if (storm_at && !storm_over && (drawn + lost >= n_screens || t - storm_at > 60 * 1000000000LL)) storm_over = t;
        if (t - last_tend > 2000000) { tend(t); last_tend = t; }
        if (went_at) {
            int is_going = n_messages ? go_on(t) : 0;
            if (is_storm ? storm_over && t - storm_over > 500000000LL
                : hold_s ? t - went_at > hold_s * 1000000000LL : !is_going) break;
        }
        struct epoll_event events[256];
        int n = epoll_wait(epoll_fd, events, 256, 1);
        for (int i = 0; i < n; i++) {
            Line *l = events[i].data.ptr;
            if (l->state == DIALLING) dialled(l); else if (l->state != LOST) read_from(l);
        }
    }
    i64 over = now();
    printf("{\"ready\":%ld,\"lost\":%ld,\"unanswered\":%ld,\"refused\":%ld,\"setup_s\":%.3f,\"wall_s\":%.3f,\"client_cpu_s\":%.4f,\"server_cpu_s\":%.6f",
           ready_screens, lost, unanswered, refused, (all_ready - began) / 1e9, (over - went_at) / 1e9, cpu_of(0) - client_cpu,
           pid ? cpu_of(pid) - server_cpu : 0);
    printf(",\"frames\":%ld,\"frame_bytes\":%ld,\"longest_frame\":%ld,\"ok200\":%ld,\"ok304\":%ld,\"storm_s\":%.4f", frames - frames_before,
           frame_bytes - bytes_before, longest_frame, ok200, ok304, storm_over ? (storm_over - storm_at) / 1e9 : 0);
    print("receipts", &receipts); print("calm_receipts", &calm_receipts); print("lasts", &lasts); print("snapshots", &snapshots);
    print("joins", &joins); print("polls", &polls); print("calm_polls", &calm_polls);
    puts("}");
    return 0;
}
