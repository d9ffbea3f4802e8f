/* What SQLite alone costs: the two statements of a redirect, with values of their usual size, from C.
 *
 *     commits DATABASE REDIRECTS-PER-COMMIT
 *
 * DATABASE is a copy of one of Divert's in which calls ring; each is decided once, in the order in which they arrived. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static sqlite3 *db;

static void check(int code) {
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
    fprintf(stderr, "commits: %s\n", sqlite3_errmsg(db));
    exit(1);
}

static sqlite3_stmt *prepare(const char *sql) {
    sqlite3_stmt *statement;
    check(sqlite3_prepare_v2(db, sql, -1, &statement, NULL));
    return statement;
}

static void run(sqlite3_stmt *statement) {
    check(sqlite3_step(statement));
    check(sqlite3_reset(statement));
}

static void text(sqlite3_stmt *statement, int position, const char *value) {
    check(sqlite3_bind_text(statement, position, value, -1, SQLITE_TRANSIENT));
}

static void blob(sqlite3_stmt *statement, int position, const void *value, int size) {
    check(sqlite3_bind_blob(statement, position, value, size, SQLITE_TRANSIENT));
}

static double used(struct timeval from, struct timeval to) {
    return (to.tv_sec - from.tv_sec) * 1e6 + (to.tv_usec - from.tv_usec);
}

int main(int count, char **arguments) {
    static unsigned char ids[1000000][16];
    if (count != 3 || atoi(arguments[2]) < 1) {
        fprintf(stderr, "usage: commits DATABASE REDIRECTS-PER-COMMIT\n");
        return 64;
    }
    int batch = atoi(arguments[2]), calls = 0;
    check(sqlite3_open(arguments[1], &db));
    check(sqlite3_exec(
        db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864;"
            "PRAGMA cache_size = -16384; PRAGMA foreign_keys = ON", NULL, NULL, NULL));
    sqlite3_stmt *ringing = prepare("SELECT id FROM calls WHERE state = 'ringing' ORDER BY number");
    while (calls < 1000000 && sqlite3_step(ringing) == SQLITE_ROW)
        memcpy(ids[calls++], sqlite3_column_blob(ringing, 0), 16);
    sqlite3_finalize(ringing);
    if (calls == 0) {
        fprintf(stderr, "commits: no call rings\n");
        return 1;
    }

    sqlite3_stmt *begin = prepare("BEGIN IMMEDIATE"), *commit = prepare("COMMIT");
    sqlite3_stmt *remember = prepare(
        "INSERT INTO repeatability (first_sent, resource, request_id, fingerprint, call_id) SELECT ?, ?, ?, ?, ? "
        "WHERE EXISTS (SELECT 1 FROM calls WHERE id = ? AND state = 'ringing')");
    sqlite3_stmt *end = prepare(
        "UPDATE calls SET state = ?, timeline = ?, decision_kind = ?, decision_by = ?, decision_at = ?, "
        "decision_target = ?, decision_contact = ?, decision_reason = ?, decision_onward = ?, final_status = ?, "
        "final_contact = ?, final_at = ?, final_acknowledged = ?, final_send_failed = ? "
        "WHERE id = ? AND state = 'ringing'");
    unsigned char fingerprint[32] = {7};
    struct rusage before, after;
    getrusage(RUSAGE_SELF, &before);
    for (int call = 0; call < calls;) {
        run(begin);
        for (int i = 0; i < batch && call < calls; i++, call++) {
            char request[40];
            snprintf(request, sizeof request, "%08x-%04x-4%03x-8%03x-%012x", (unsigned)rand(), rand() & 0xffff,
                     rand() & 0xfff, rand() & 0xfff, (unsigned)rand());
            sqlite3_bind_int64(remember, 1, 1764000000 + call / 5000);
            text(remember, 2, "localhost");
            text(remember, 3, request);
            blob(remember, 4, fingerprint, sizeof fingerprint);
            blob(remember, 5, ids[call], 16);
            blob(remember, 6, ids[call], 16);
            run(remember);
            text(end, 1, "redirected");
            text(end, 2, "1764000000000 invite\n1764000000001 noSubscriber\n1764000001000 redirect 4:+14255550199\n"
                         "1764000001001 final 302\n");
            text(end, 3, "redirect");
            text(end, 4, "accessKey");
            sqlite3_bind_int64(end, 5, 1764000001000);
            text(end, 6, "4:+14255550199");
            text(end, 7, "sip:+14255550199@gw1.example.net;user=phone");
            sqlite3_bind_int(end, 10, 302);
            text(end, 11, "<sip:+14255550199@gw1.example.net;user=phone>");
            sqlite3_bind_int64(end, 12, 1764000001000 + call);
            sqlite3_bind_int(end, 13, 1);
            sqlite3_bind_int(end, 14, 0);
            blob(end, 15, ids[call], 16);
            run(end);
        }
        run(commit);
    }
    getrusage(RUSAGE_SELF, &after);
    double user = used(before.ru_utime, after.ru_utime), kernel = used(before.ru_stime, after.ru_stime);
    printf("commits: %d, CPU %.1f µs each, of it in the kernel %.1f\n", calls, (user + kernel) / calls, kernel / calls);
    return 0;
}
