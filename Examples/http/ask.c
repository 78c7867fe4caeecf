/*
 * ask.c - asks the server of http.c, and tells whether its quick routes stay quick.
 *
 *     ask PORT
 *
 * Eight requests for /primes/2000000 are under way, more than there are workers on most machines; then thirty for
 * other routes follow, one after the other. Every answer must be right, and no slow one may come before the last
 * quick one: on a server whose computing tasks hold their workers the quick ones would come last.
 */
#include <cede.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SLOW = 8, QUICK = 30 };

static uint16_t port;
static atomic_int slow_done;

/* The answer to one request on a connection of its own: its first `most` bytes. */
static int ask(const char *request, char *answer, size_t most) {
    int fd, error = cede_tcp_connect("127.0.0.1", port, &fd, CEDE_FOREVER);
    ssize_t got = 0;
    if (error)
        return error;
    error = cede_write_all(fd, request, strlen(request), NULL, CEDE_FOREVER);
    if (!error)
        got = cede_read_all(fd, answer, most - 1, CEDE_FOREVER);
    answer[got > 0 ? got : 0] = '\0';
    cede_close(fd);
    return error ? error : got < 0 ? (int)-got : 0;
}

static int expect(const char *request, const char *status, const char *body) {
    char answer[1024];
    int error = ask(request, answer, sizeof answer);
    const char *end = strstr(answer, "\r\n\r\n");
    if (!error && strncmp(answer, status, strlen(status)) == 0 && end && strcmp(end + 4, body) == 0)
        return 0;
    fprintf(stderr, "asked: %s\ngot: %s (%s)\n", request, answer, strerror(error));
    return 1;
}

static int ask_slow(void *unused) {
    int failed = expect("GET /primes/2000000 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "HTTP/1.1 200", "148933\n");
    (void)unused;
    slow_done++;
    return failed;
}

static int ask_quick(void) {
    int failed = 0;
    for (int i = 0; i < QUICK && !failed; i++)
        failed = expect("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "HTTP/1.1 200", "hello\n");
    failed += expect("POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 5\r\n\r\nabcde",
                     "HTTP/1.1 200", "abcde");
    failed += expect("POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                     "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
                     "HTTP/1.1 200", "abcde");
    failed += expect("GET /nothing HTTP/1.0\r\n\r\n", "HTTP/1.1 404", "no such thing\n");
    failed += expect("this is not HTTP\r\n\r\n", "HTTP/1.1 400", "not HTTP\n");
    return failed;
}

static void *program(void *unused) {
    cede_group slow = {0};
    int failed, early;
    for (int i = 0; i < SLOW; i++)
        cede_group_spawn(&slow, ask_slow, NULL);
    cede_sleep_for(20000000); /* until they are with the server */
    failed = ask_quick();
    early = slow_done;
    if (cede_group_wait(&slow, CEDE_FOREVER) != 0)
        failed = 1;
    printf("%d quick answers, %d of %d slow ones came before them\n", QUICK, early, SLOW);
    (void)unused;
    return (void *)(intptr_t)(failed || early);
}

int main(int argc, char **argv) {
    void *failed;
    if (argc != 2)
        return 64;
    port = (uint16_t)atoi(argv[1]);
    return cede_run(NULL, program, NULL, &failed) != 0 || failed;
}
