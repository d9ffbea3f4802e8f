/* application - callers over UDP and the application that is told of their calls, in one process, so that one clock
 * (CLOCK_MONOTONIC) times both ends of a call. One thread.
 *
 * build:  cc -O2 -Wall -o application application.c -lcrypto
 * usage:  application        prints the port that it listens on for events, then reads one load a line from stdin:
 *         ANSWER SIP-PORT HTTP-PORT TO CALLS RATE CONCURRENCY
 *
 * ANSWER is what it does about a posted event:
 *   accept    200 and nothing else: the call rings on
 *   redirect  200, then the signed POST /calling/callConnections:redirect to HTTP-PORT
 *   reply     200 with the decision in the body, as `replies: true` has it
 *   target    200 with {"target":"sip:..."}, for kamailio-http.cfg
 * RATE is in calls a second; 0 starts a call as soon as less than CONCURRENCY are unfinished. A load ends with its last
 * 302 and 204 (accept: its last event), or after 20 seconds. Its line of JSON says what became of the calls, and how
 * long after the INVITE the first byte of the POST (event) and the 302 (answer) came, in milliseconds. Nothing is sent
 * twice: a lost datagram is a failed call.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define BUFFER 16384
#define CLIENTS 64
#define MAX_SECONDS 20
enum answer { ACCEPT, REDIRECT, REPLY, TARGET };
static const char *answers[] = {"accept", "redirect", "reply", "target"};
static const char *decisions[] = {"", "", "{\"redirect\":{\"target\":{\"rawId\":\"4:+14255550199\"}}}",
                                  "{\"target\":\"sip:+14255550199@127.0.0.1:5099;user=phone\"}"};
/* The published development key, decoded. */
static const char key[] = "divert-development-key-loopback-only";

struct call { uint64_t sent, told, ended; int status; };
struct connection { int fd, client; long call; size_t length; char in[BUFFER]; };
struct request { long call; char *body; };

static enum answer answer;
static int poller, sip, listener, sip_port, http_port, server_port, run;
static char to[32], seed[9];
static long calls, started, told, repeated, ended, moved, decided, refused, strays, closed;
static struct call *table;
static struct connection *idle[CLIENTS];
static int idle_count, client_count;
static struct request *waiting;
static long first_waiting, waiting_count;

static void check(int worked, const char *what) { if (!worked) { perror(what); exit(1); } }

static uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000ull + t.tv_nsec;
}

static void watch(int fd, void *context) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = context};
    check(epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event) == 0, "epoll_ctl");
}

static struct sockaddr_in loopback(int port) {
    return (struct sockaddr_in){
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

static int bound(int type, int *port) {
    struct sockaddr_in address = loopback(0);
    socklen_t length = sizeof address;
    int fd = socket(AF_INET, type | SOCK_NONBLOCK, 0);
    check(fd >= 0 && bind(fd, (void *)&address, length) == 0, "bind");
    getsockname(fd, (void *)&address, &length);
    *port = ntohs(address.sin_port);
    return fd;
}

/* --- SIP --- */

static void send_sip(const char *method, long i, const char *to_value, int to_length) {
    char text[2048];
    int length = snprintf(text, sizeof text,
        "%s sip:%s@127.0.0.1:%d SIP/2.0\r\n"
        "Via: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bK%s.%d.%ld;rport\r\n"
        "Max-Forwards: 70\r\n"
        "From: <sip:+49%02d%07ld@127.0.0.1:%d>;tag=%s%ld\r\n"
        "To: %.*s\r\n"
        "Call-ID: %s-%d-%ld@127.0.0.1\r\n"
        "CSeq: 1 %s\r\n"
        "%sContent-Length: 0\r\n\r\n",
        method, to, server_port, sip_port, seed, run, i, run % 100, i, sip_port, seed, i, to_length, to_value, seed,
        run, i, method, method[0] == 'I' ? "Contact: <sip:caller@127.0.0.1>\r\nUser-Agent: application\r\n" : "");
    struct sockaddr_in server = loopback(server_port);
    sendto(sip, text, length, 0, (void *)&server, sizeof server);
}

static void start_call(void) {
    char to_value[128];
    int length = snprintf(to_value, sizeof to_value, "<sip:%s@127.0.0.1:%d>", to, server_port);
    table[started].sent = now();
    send_sip("INVITE", started++, to_value, length);
}

static void receive_sip(void) {
    char text[4096];
    ssize_t length;
    while ((length = recv(sip, text, sizeof text - 1, 0)) > 0) {
        text[length] = 0;
        int status, from_run;
        long i;
        char *branch = strstr(text, "z9hG4bK"), *value = strstr(text, "\r\nTo: ");
        if (sscanf(text, "SIP/2.0 %d", &status) != 1 || !branch || !value
            || sscanf(branch + 7 + strlen(seed), ".%d.%ld", &from_run, &i) != 2
            || from_run != run || i < 0 || i >= started) {
            strays++;
            continue;
        }
        if (status < 200) continue;
        send_sip("ACK", i, value + 6, strcspn(value + 6, "\r"));
        if (table[i].ended) continue;
        table[i].ended = now();
        table[i].status = status;
        ended++;
        moved += status == 302 && strstr(text, "\r\nContact: ") != NULL;
    }
}

/* --- HTTP --- */

static void write_all(struct connection *c, const char *text, size_t length) {
    check(write(c->fd, text, length) == (ssize_t)length, "write");
}

static struct connection *connected(int fd, int client) {
    struct connection *c = calloc(1, sizeof *c);
    int on = 1;
    check(c != NULL, "calloc");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    *c = (struct connection){.fd = fd, .client = client, .call = -1};
    watch(fd, c);
    return c;
}

static struct connection *client(void) {
    if (idle_count) return idle[--idle_count];
    if (client_count == CLIENTS) return NULL;
    struct sockaddr_in server = loopback(http_port);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    check(fd >= 0 && connect(fd, (void *)&server, sizeof server) == 0, "connect");
    client_count++;
    return connected(fd, 1);
}

/* Signed as the SDKs sign (Sources/RequestSigning), with a Repeatability-Request-ID that no other request has. */
static void post_redirect(struct connection *c, long i, const char *body) {
    static const char path[] = "/calling/callConnections:redirect?api-version=2026-03-12";
    char date[40], hash[64], text[512], signature[64], request[BUFFER];
    unsigned char digest[32];
    unsigned length = 32;
    time_t seconds = time(NULL);
    strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", gmtime(&seconds));
    EVP_Digest(body, strlen(body), digest, &length, EVP_sha256(), NULL);
    EVP_EncodeBlock((void *)hash, digest, 32);
    int size = snprintf(text, sizeof text, "POST\n%s\n%s;127.0.0.1:%d;%s", path, date, http_port, hash);
    HMAC(EVP_sha256(), key, strlen(key), (void *)text, size, digest, &length);
    EVP_EncodeBlock((void *)signature, digest, 32);
    size = snprintf(request, sizeof request,
        "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nx-ms-date: %s\r\n"
        "x-ms-content-sha256: %s\r\n"
        "Authorization: HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=%s\r\n"
        "Repeatability-Request-ID: %s-%04x-4000-8000-%012lx\r\nRepeatability-First-Sent: %s\r\n"
        "Content-Length: %zu\r\n\r\n%s",
        path, http_port, date, hash, signature, seed, run & 0xffff, i, date, strlen(body), body);
    c->call = i;
    write_all(c, request, size);
}

static void decide(long i, const char *event) {
    static const char name[] = "\"incomingCallContext\":\"";
    const char *context = strstr(event, name);
    if (!context) { refused++; return; }
    context += strlen(name);
    char *body;
    check(asprintf(&body, "{\"incomingCallContext\":\"%.*s\","
        "\"target\":{\"kind\":\"phoneNumber\",\"phoneNumber\":{\"value\":\"+14255550199\"}}}",
        (int)strcspn(context, "\""), context) > 0, "asprintf");
    struct connection *c = client();
    if (!c) { waiting[waiting_count++] = (struct request){i, body}; return; }
    post_redirect(c, i, body);
    free(body);
}

static void take_event(struct connection *c, const char *body, uint64_t at) {
    char text[512];
    int from_run = -1;
    long i = -1;
    const char *from = strstr(body, "+49");
    if (from) sscanf(from + 3, "%2d%7ld", &from_run, &i);
    write_all(c, text, snprintf(text, sizeof text,
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s", strlen(decisions[answer]),
        decisions[answer]));
    if (from_run != run % 100 || i < 0 || i >= started) { strays++; return; }
    if (table[i].told) { repeated++; return; }
    table[i].told = at;
    told++;
    if (answer == REDIRECT) decide(i, body);
}

static void take_answer(struct connection *c, int status) {
    status == 204 ? decided++ : refused++;
    c->call = -1;
    if (first_waiting == waiting_count) { idle[idle_count++] = c; return; }
    struct request next = waiting[first_waiting++];
    post_redirect(c, next.call, next.body);
    free(next.body);
}

static void lose(struct connection *c) {
    if (c->client) {
        closed++;
        client_count--;
        refused += c->call >= 0;
        for (int k = 0; k < idle_count; k++) if (idle[k] == c) { idle[k] = idle[--idle_count]; break; }
    }
    close(c->fd);
    free(c);
}

static void receive_http(struct connection *c) {
    ssize_t count = read(c->fd, c->in + c->length, BUFFER - 1 - c->length);
    uint64_t at = now();
    if (count <= 0) { if (count == 0 || errno != EAGAIN) lose(c); return; }
    c->length += count;
    c->in[c->length] = 0;
    char *end = strstr(c->in, "\r\n\r\n");
    if (!end) return;
    char *field = strcasestr(c->in, "\r\ncontent-length:"), *body = end + 4;
    size_t size = body - c->in + (field && field < end ? strtoul(field + 17, NULL, 10) : 0);
    if (size >= BUFFER) { lose(c); return; }
    if (c->length < size) return;
    /* Both sides wait for the answer before they send more: nothing stands behind the message. */
    c->length = 0;
    if (c->client) {
        int status = 0;
        sscanf(c->in, "HTTP/1.1 %d", &status);
        if (status != 204) fprintf(stderr, "redirect: %s\n", c->in);
        take_answer(c, status);
    } else take_event(c, body, at);
}

/* --- Loads --- */

static int order(const void *a, const void *b) { double x = *(double *)a, y = *(double *)b; return (x > y) - (x < y); }

static void print_times(const char *name, int of_events) {
    double *times = malloc(sizeof(double) * (calls + 1));
    long count = 0;
    for (long i = 0; i < started; i++) {
        uint64_t at = of_events ? table[i].told : table[i].ended;
        if (at) times[count++] = (at - table[i].sent) / 1e6;
    }
    qsort(times, count, sizeof(double), order);
    printf(",\"%s\":{", name);
    static const struct { const char *name; double part; } parts[] = {
        {"p50", .5}, {"p99", .99}, {"p999", .999}, {"max", 1}};
    for (int k = 0; k < 4; k++)
        printf("%s\"%s\":%.3f", k ? "," : "", parts[k].name, count ? times[(long)(parts[k].part * (count - 1))] : 0);
    printf("}");
    free(times);
}

static void load(double rate, long concurrency) {
    told = repeated = ended = moved = decided = refused = strays = closed = started = first_waiting = waiting_count = 0;
    table = calloc(calls, sizeof *table);
    waiting = calloc(calls, sizeof *waiting);
    check(table && waiting, "calloc");
    run++;
    uint64_t begin = now(), t = begin;
    long done = 0;
    while (done < calls && t - begin < MAX_SECONDS * 1000000000ull) {
        int64_t wait = 20000000;
        if (started < calls) {
            while (started < calls && started - done < concurrency
                   && (rate == 0 || (t - begin) * rate / 1e9 >= started)) {
                start_call();
                if (rate > 0) t = now();
            }
            if (started < calls && rate > 0) wait = (int64_t)(started * 1e9 / rate) - (int64_t)(now() - begin);
        }
        struct timespec time = {0, wait < 0 ? 0 : wait > 20000000 ? 20000000 : wait};
        struct epoll_event events[64];
        int count = epoll_pwait2(poller, events, 64, &time, NULL);
        for (int k = 0; k < count; k++) {
            if (events[k].data.ptr == &sip) receive_sip();
            else if (events[k].data.ptr != &listener) receive_http(events[k].data.ptr);
            else for (int fd; (fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0;) connected(fd, 0);
        }
        done = answer == ACCEPT ? told : answer == REDIRECT && decided + refused < ended ? decided + refused : ended;
        t = now();
    }
    long good = answer == ACCEPT ? told - ended : answer == REDIRECT && decided < moved ? decided : moved;
    printf("{\"calls\":%ld,\"failed\":%ld,\"told\":%ld,\"repeated\":%ld,\"decided\":%ld,\"refused\":%ld,\"moved\":%ld,"
        "\"strays\":%ld,\"closed\":%ld,\"seconds\":%.3f", calls, calls - good, told, repeated, decided, refused, moved,
        strays, closed, (t - begin) / 1e9);
    print_times("event", 1);
    print_times("answer", 0);
    printf("}\n");
    fflush(stdout);
    for (; first_waiting < waiting_count; first_waiting++) free(waiting[first_waiting].body);
    free(table);
    free(waiting);
}

int main(void) {
    char name[16], line[256];
    double rate;
    long concurrency;
    int port;
    snprintf(seed, sizeof seed, "%08x", (unsigned)(now() ^ getpid()));
    poller = epoll_create1(0);
    sip = bound(SOCK_DGRAM, &sip_port);
    listener = bound(SOCK_STREAM, &port);
    check(listen(listener, 1024) == 0, "listen");
    int size = 4 << 20;
    setsockopt(sip, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
    watch(sip, &sip);
    watch(listener, &listener);
    printf("%d\n", port);
    fflush(stdout);
    while (fgets(line, sizeof line, stdin)) {
        if (sscanf(line, "%15s %d %d %31s %ld %lf %ld", name, &server_port, &http_port, to, &calls, &rate, &concurrency)
            != 7) return 2;
        for (answer = ACCEPT; answer < TARGET && strcmp(answers[answer], name); answer++) {}
        load(rate, concurrency);
    }
    return 0;
}
