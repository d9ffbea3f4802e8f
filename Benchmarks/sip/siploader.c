/* siploader - small single-threaded UDP SIP load generator for redirect servers.
 *
 * For every call: INVITE (unique Call-ID / From-tag / branch) -> wait for the final
 * response -> ACK (RFC 3261 17.1.1.3, same branch, To copied from the response).
 * Works against any UDP server; assumes nothing but RFC 3261 behaviour.
 *
 * build:  cc -O2 -Wall -o siploader siploader.c
 * usage:  siploader --target 127.0.0.1:5060 --calls 20000 --rate 2000 [options]
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MAXSOCK 64
#define BATCH 64
#define BUFSZ 4096
enum { ST_IDLE = 0, ST_SENT, ST_OK, ST_BAD, ST_TIMEOUT };
struct call { uint64_t sent; uint32_t next_rtx_us; uint8_t st, rtx; uint8_t prov; };
struct out { char buf[BUFSZ]; int len; };

static struct sockaddr_in target;
static char tgt_ip[64]; static int tgt_port;
static char local_ip[64] = "127.0.0.1";
static int socks[MAXSOCK], ports[MAXSOCK], nsock = 1, nrecv;
static long calls = 1000, conc = 256, users = 0;
static double rate = 0, max_s = 120;
static int expect = 302, t1_ms = 500, timeout_ms = 8000, via_port = 0, use_rport = 1, with_sdp = 0, do_ack = 1, need_contact = -1;
static const char *user = "service", *domain = NULL, *xhdr = NULL, *mode = "invite302", *method = "INVITE";
static uint32_t runid;
static struct call *tab; static float *lat; static long nlat;
static long n_ok, n_bad, n_to, n_rtx, n_dup, n_prov, n_nocontact, n_stray, n_inflight, n_senderr, n_throttled;
static long status_ct[700];

static uint64_t now_ns(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec * 1000000000ull + t.tv_nsec; }

static int build(char *b, long i, const char *meth, const char *to, int tolen) {
    int s = i % nsock, vp = via_port ? via_port : ports[s], is_ack = meth[0] == 'A';
    char u[96], tob[160];
    if (users) snprintf(u, sizeof u, "%s%ld", user, i % users); else snprintf(u, sizeof u, "%s", user);
    if (!to) { tolen = snprintf(tob, sizeof tob, "<sip:%s@%s>", u, domain); to = tob; }
    const char *sdp = ""; static char sdpb[400];
    if (with_sdp && !is_ack) {
        if (!sdpb[0]) snprintf(sdpb, sizeof sdpb, "v=0\r\no=- 1 1 IN IP4 %s\r\ns=-\r\nc=IN IP4 %s\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0 8 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\na=sendrecv\r\n", local_ip, local_ip);
        sdp = sdpb;
    }
    int n = snprintf(b, BUFSZ,
        "%s sip:%s@%s SIP/2.0\r\n"
        "Via: SIP/2.0/UDP %s:%d;branch=z9hG4bKsl%08x.%lx%s\r\n"
        "Max-Forwards: 70\r\n"
        "From: \"Load\" <sip:caller%ld@%s:%d>;tag=f%08x%lx\r\n"
        "To: %.*s\r\n"
        "Call-ID: %08x-%lx@%s\r\n"
        "CSeq: 1 %s\r\n",
        meth, u, domain, local_ip, vp, runid, i, use_rport ? ";rport" : "",
        i % 10000, local_ip, vp, runid, i, tolen, to, runid, i, local_ip, meth);
    if (!is_ack)
        n += snprintf(b + n, BUFSZ - n, "Contact: <sip:caller%ld@%s:%d>\r\nUser-Agent: siploader\r\n%s%s%s", i % 10000, local_ip, vp,
                      xhdr ? xhdr : "", xhdr ? "\r\n" : "", with_sdp ? "Content-Type: application/sdp\r\n" : "");
    n += snprintf(b + n, BUFSZ - n, "Content-Length: %zu\r\n\r\n%s", strlen(sdp), sdp);
    return n;
}

static struct out *outq[MAXSOCK]; static int outn[MAXSOCK];
static void flush_sock(int s) {
    struct mmsghdr m[BATCH]; struct iovec v[BATCH]; int n = outn[s], off = 0;
    for (int k = 0; k < n; k++) {
        v[k] = (struct iovec){ outq[s][k].buf, outq[s][k].len };
        memset(&m[k], 0, sizeof m[k]);
        m[k].msg_hdr = (struct msghdr){ .msg_name = &target, .msg_namelen = sizeof target, .msg_iov = &v[k], .msg_iovlen = 1 };
    }
    while (off < n) {
        int r = sendmmsg(socks[s], m + off, n - off, 0);
        if (r < 0) {
            if (errno == EINTR) continue;
            if (errno == EAGAIN || errno == ENOBUFS) { struct pollfd p = { socks[s], POLLOUT, 0 }; poll(&p, 1, 5); continue; }
            n_senderr++; off++;            /* e.g. ECONNREFUSED: skip one */
        } else off += r;
    }
    outn[s] = 0;
}
static void enqueue(long i, const char *meth, const char *to, int tolen) {
    int s = i % nsock;
    struct out *o = &outq[s][outn[s]++];
    o->len = build(o->buf, i, meth, to, tolen);
    if (outn[s] == BATCH) flush_sock(s);
}
static void flush_all(void) { for (int s = 0; s < nsock; s++) if (outn[s]) flush_sock(s); }

/* find header value (long or compact name) in a response; first occurrence */
static const char *hdr(const char *b, const char *end, const char *nm, char compact, int *len) {
    size_t nl = strlen(nm);
    const char *p = memchr(b, '\n', end - b);
    while (p && ++p < end && *p != '\r' && *p != '\n') {
        const char *c = p + nl;
        int hit = c < end && strncasecmp(p, nm, nl) == 0;
        if (!hit && compact && (*p | 32) == compact) { c = p + 1; hit = 1; }
        if (hit) {
            while (c < end && (*c == ' ' || *c == '\t')) c++;
            if (c < end && *c == ':') {
                c++; while (c < end && (*c == ' ' || *c == '\t')) c++;
                const char *e = c < end ? memchr(c, '\n', (size_t)(end - c)) : NULL; if (!e) e = end;
                while (e > c && (e[-1] == '\r' || e[-1] == '\n' || e[-1] == ' ')) e--;
                *len = e - c; return c;
            }
        }
        p = memchr(p, '\n', end - p);
    }
    return NULL;
}

static void on_msg(char *b, int n, uint64_t t) {
    char *end = b + n; int code, l; b[n] = 0;
    if (n < 16 || strncmp(b, "SIP/2.0 ", 8)) { n_stray++; return; }
    code = atoi(b + 8); if (code < 100 || code > 699) { n_stray++; return; }
    const char *via = hdr(b, end, "Via", 'v', &l); if (!via) { n_stray++; return; }
    const char *br = memmem(via, l, "z9hG4bKsl", 9); if (!br) { n_stray++; return; }
    char *e1; unsigned long rid = strtoul(br + 9, &e1, 16);
    if (rid != runid || *e1 != '.') { n_stray++; return; }
    long i = strtol(e1 + 1, NULL, 16); if (i < 0 || i >= calls || tab[i].st == ST_IDLE) { n_stray++; return; }
    if (code < 200) { n_prov++; tab[i].prov = 1; return; }
    int is_inv = method[0] == 'I', tl = 0; const char *to = hdr(b, end, "To", 't', &tl);
    if (tab[i].st == ST_SENT) {
        status_ct[code]++; n_inflight--;
        lat[nlat++] = (t - tab[i].sent) / 1000.0f;
        int good = code == expect;
        if (good && need_contact) { int cl; if (!hdr(b, end, "Contact", 'm', &cl)) { n_nocontact++; good = 0; } }
        tab[i].st = good ? ST_OK : ST_BAD; good ? n_ok++ : n_bad++;
    } else n_dup++;
    if (is_inv && do_ack && to) enqueue(i, "ACK", to, tl);
}

static int cmpf(const void *a, const void *b) { float x = *(float *)a, y = *(float *)b; return x < y ? -1 : x > y; }
static void hostport(const char *s, char *ip, int *port) {
    const char *c = strrchr(s, ':'); if (!c) { snprintf(ip, 64, "%s", s); *port = 5060; return; }
    snprintf(ip, 64, "%.*s", (int)(c - s), s); *port = atoi(c + 1);
}
static void usage(void) {
    fprintf(stderr,
      "siploader --target ip:port [--calls N] [--rate R(0=closed loop)] [--concurrency C] [--mode invite302|options]\n"
      "  --expect CODE(302)  --no-contact-check  --t1-ms 500 (0=no retransmission)  --timeout-ms 8000  --max-seconds 120\n"
      "  --local-ip 127.0.0.1 --sockets S(1) --via-port P (sent-by port; also bound for reception) --no-rport\n"
      "  --user U --users M (U0..UM-1) --domain D --header 'Name: v' --sdp --no-ack\n");
    exit(2);
}
int main(int ac, char **av) {
    static struct option o[] = { {"target",1,0,'t'},{"calls",1,0,'n'},{"rate",1,0,'r'},{"concurrency",1,0,'c'},{"mode",1,0,'m'},{"expect",1,0,'e'},
      {"t1-ms",1,0,1},{"timeout-ms",1,0,2},{"max-seconds",1,0,3},{"local-ip",1,0,4},{"sockets",1,0,5},{"via-port",1,0,6},{"no-rport",0,0,7},
      {"user",1,0,8},{"users",1,0,9},{"domain",1,0,10},{"header",1,0,11},{"sdp",0,0,12},{"no-ack",0,0,13},{"no-contact-check",0,0,14},{0,0,0,0} };
    int c, have_t = 0, have_e = 0;
    while ((c = getopt_long(ac, av, "", o, NULL)) != -1) switch (c) {
        case 't': hostport(optarg, tgt_ip, &tgt_port); have_t = 1; break;
        case 'n': calls = atol(optarg); break;   case 'r': rate = atof(optarg); break;
        case 'c': conc = atol(optarg); break;    case 'm': mode = optarg; break;
        case 'e': expect = atoi(optarg); have_e = 1; break; case 1: t1_ms = atoi(optarg); break;
        case 2: timeout_ms = atoi(optarg); break; case 3: max_s = atof(optarg); break;
        case 4: snprintf(local_ip, sizeof local_ip, "%s", optarg); break;
        case 5: nsock = atoi(optarg); break;     case 6: via_port = atoi(optarg); break;
        case 7: use_rport = 0; break;            case 8: user = optarg; break;
        case 9: users = atol(optarg); break;     case 10: domain = optarg; break;
        case 11: xhdr = optarg; break;           case 12: with_sdp = 1; break;
        case 13: do_ack = 0; break;              case 14: need_contact = 0; break;
        default: usage();
    }
    if (!have_t || calls < 1 || conc < 1 || nsock < 1 || nsock > MAXSOCK - 1) usage();
    if (!strcmp(mode, "options")) { method = "OPTIONS"; if (!have_e) expect = 200; if (need_contact < 0) need_contact = 0; }
    else if (strcmp(mode, "invite302")) usage();
    if (need_contact < 0) need_contact = expect >= 300 && expect < 400;
    static char dom[96]; if (!domain) { snprintf(dom, sizeof dom, "%s:%d", tgt_ip, tgt_port); domain = dom; }
    target.sin_family = AF_INET; target.sin_port = htons(tgt_port);
    if (inet_pton(AF_INET, tgt_ip, &target.sin_addr) != 1) usage();
    { int f = open("/dev/urandom", O_RDONLY); if (f < 0 || read(f, &runid, 4) != 4) runid = getpid() ^ time(NULL); if (f >= 0) close(f); }
    nrecv = nsock + (via_port ? 1 : 0);
    for (int s = 0; s < nrecv; s++) {
        struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = s == nsock ? htons(via_port) : 0 }; socklen_t al = sizeof a;
        inet_pton(AF_INET, local_ip, &a.sin_addr);
        socks[s] = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0); int sz = 8 << 20;
        if (setsockopt(socks[s], SOL_SOCKET, SO_RCVBUFFORCE, &sz, sizeof sz)) setsockopt(socks[s], SOL_SOCKET, SO_RCVBUF, &sz, sizeof sz);
        if (bind(socks[s], (void *)&a, sizeof a)) { perror("bind"); return 2; }
        getsockname(socks[s], (void *)&a, &al); ports[s] = ntohs(a.sin_port);
        outq[s] = malloc(sizeof(struct out) * BATCH);
    }
    tab = calloc(calls, sizeof *tab); lat = malloc(sizeof(float) * calls);
    static char rb[BATCH][BUFSZ * 2 + 1]; struct mmsghdr rm[BATCH]; struct iovec rv[BATCH];
    long next = 0, base = 0; uint64_t t0 = now_ns(), t = t0, last_scan = t0, last_final = t0; double lagmax = 0; int aborted = 0;
    while (base < calls) {
        t = now_ns();
        if ((t - t0) / 1e9 > max_s) { aborted = 1; break; }
        long due = rate > 0 ? (long)((t - t0) * rate / 1e9) + 1 : calls; if (due > calls) due = calls;
        int burst = 0;
        while (next < due && n_inflight < conc && burst < 128) {
            if (rate > 0) { double lag = (t - t0) / 1e6 - next * 1e3 / rate; if (lag > lagmax) lagmax = lag; }
            tab[next].sent = t; tab[next].st = ST_SENT; tab[next].next_rtx_us = t1_ms * 1000;
            n_inflight++; enqueue(next++, method, NULL, 0); burst++;
        }
        if (rate > 0 && next < due && n_inflight >= conc) n_throttled++;
        flush_all();
        struct pollfd pf[MAXSOCK]; for (int s = 0; s < nrecv; s++) pf[s] = (struct pollfd){ socks[s], POLLIN, 0 };
        struct timespec ts = { 0, 0 };
        if (!(next < due && n_inflight < conc)) {
            int64_t w = 2000000;
            if (rate > 0 && next < calls && n_inflight < conc) { w = (int64_t)(next * 1e9 / rate) - (int64_t)(now_ns() - t0); if (w < 0) w = 0; if (w > 2000000) w = 2000000; }
            ts.tv_nsec = w;
        }
        if (ppoll(pf, nrecv, &ts, NULL) > 0)
            for (int s = 0; s < nrecv; s++) if (pf[s].revents) for (int rounds = 0; rounds < 4; rounds++) {
                for (int k = 0; k < BATCH; k++) { rv[k] = (struct iovec){ rb[k], BUFSZ * 2 }; memset(&rm[k], 0, sizeof rm[k]); rm[k].msg_hdr.msg_iov = &rv[k]; rm[k].msg_hdr.msg_iovlen = 1; }
                int r = recvmmsg(socks[s], rm, BATCH, MSG_DONTWAIT, NULL); if (r <= 0) break;
                t = now_ns(); for (int k = 0; k < r; k++) on_msg(rb[k], rm[k].msg_len, t);
                last_final = t; if (r < BATCH) break;
            }
        while (base < next && tab[base].st >= ST_OK) base++;
        if (t - last_scan > 20000000ull) {                       /* retransmit / timeout scan every 20 ms */
            last_scan = t;
            for (long i = base; i < next; i++) if (tab[i].st == ST_SENT) {
                uint64_t el = (t - tab[i].sent) / 1000;
                if (el > (uint64_t)timeout_ms * 1000) { tab[i].st = ST_TIMEOUT; n_to++; n_inflight--; }
                else if (t1_ms && !tab[i].prov && el > tab[i].next_rtx_us) {   /* Timer A doubles; stops on 1xx (17.1.1.2) */
                    tab[i].next_rtx_us = tab[i].next_rtx_us * 2 + t1_ms * 1000; tab[i].rtx++; n_rtx++; enqueue(i, method, NULL, 0);
                }
            }
        }
    }
    flush_all();
    uint64_t tend = n_to ? now_ns() : last_final; double el = (tend - t0) / 1e9;
    usleep(100000); for (int s = 0; s < nrecv; s++) for (;;) { int r = recv(socks[s], rb[0], BUFSZ * 2, MSG_DONTWAIT); if (r <= 0) break; on_msg(rb[0], r, now_ns()); } flush_all();
    qsort(lat, nlat, sizeof(float), cmpf);
#define PCT(p) (nlat ? lat[(long)((p) * (nlat - 1))] / 1000.0 : 0)
    struct rusage ru; getrusage(RUSAGE_SELF, &ru);
    double cpu = ru.ru_utime.tv_sec + ru.ru_stime.tv_sec + (ru.ru_utime.tv_usec + ru.ru_stime.tv_usec) / 1e6;
    long failed = calls - n_ok;
    printf("{\"target\":\"%s:%d\",\"mode\":\"%s\",\"rate\":%.0f,\"concurrency\":%ld,\"calls\":%ld,\"sent\":%ld,\"ok\":%ld,\"failed\":%ld,\"timeouts\":%ld,\"unexpected\":%ld,\"no_contact\":%ld,"
           "\"retrans\":%ld,\"dup_final\":%ld,\"provisional\":%ld,\"stray\":%ld,\"send_errors\":%ld,\"throttled\":%ld,\"aborted\":%d,\"elapsed_s\":%.3f,\"cps\":%.1f,"
           "\"p50_ms\":%.3f,\"p90_ms\":%.3f,\"p99_ms\":%.3f,\"p999_ms\":%.3f,\"max_ms\":%.3f,\"sched_lag_max_ms\":%.1f,\"loader_cpu_s\":%.3f,\"status\":{",
           tgt_ip, tgt_port, mode, rate, conc, calls, next, n_ok, failed, n_to, n_bad, n_nocontact, n_rtx, n_dup, n_prov, n_stray, n_senderr, n_throttled, aborted, el, el > 0 ? n_ok / el : 0,
           PCT(.5), PCT(.9), PCT(.99), PCT(.999), PCT(1.0), lagmax, cpu);
    for (int k = 100, f = 1; k < 700; k++) if (status_ct[k]) { printf("%s\"%d\":%ld", f ? "" : ",", k, status_ct[k]); f = 0; }
    printf("}}\n");
    return failed ? 1 : 0;
}
