/* Sockets, pipes and streams: every byte arrives, deadlines, closes, errors; on tasks and on plain threads. */
#include "test.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/resource.h>

enum { CLIENTS = 50, MESSAGES = SANITIZED ? 20 : 200 };

static int listener;
static uint16_t port;

/* Echo. ------------------------------------------------------------------------------------------- */

static atomic_int served;

static void *echo(void *connection) {
    int fd = (int)(intptr_t)connection;
    char buffer[1000];
    ssize_t count;
    while ((count = cede_read(fd, buffer, sizeof buffer, CEDE_FOREVER)) > 0)
        EXPECT(cede_write_all(fd, buffer, (size_t)count, NULL, CEDE_FOREVER) == 0);
    EXPECT(count == 0);
    EXPECT(cede_close(fd) == 0);
    served--;
    return NULL;
}

static void *serve(void *unused) {
    int connection, error;
    while ((error = cede_accept(listener, &connection, NULL, NULL, CEDE_FOREVER)) == 0) {
        served++;
        cede_detach(cede_spawn(echo, (void *)(intptr_t)connection));
    }
    EXPECT(error == EBADF); /* closed */
    while (served)
        cede_sleep_for(MS);
    return unused;
}

static void *client(void *seed) {
    unsigned s = (unsigned)(uintptr_t)seed + 1;
    char out[3000], in[3000];
    int fd;
    EXPECT(cede_tcp_connect("127.0.0.1", port, &fd, CEDE_FOREVER) == 0);
    for (int i = 0; i < MESSAGES; i++) {
        size_t size = (s = s * 1664525u + 1013904223u) % sizeof out + 1;
        memset(out, 'a' + i % 26, size);
        EXPECT(cede_write_all(fd, out, size, NULL, CEDE_FOREVER) == 0);
        EXPECT(cede_read_all(fd, in, size, CEDE_FOREVER) == (ssize_t)size);
        EXPECT(memcmp(in, out, size) == 0);
    }
    EXPECT(cede_shutdown(fd, SHUT_WR) == 0);
    EXPECT(cede_read(fd, in, 1, CEDE_FOREVER) == 0);
    EXPECT(cede_close(fd) == 0);
    return NULL;
}

static void echoes(void) {
    cede_task *tasks[CLIENTS], *server;
    EXPECT(cede_tcp_listen("127.0.0.1", 0, &listener) == 0);
    EXPECT(cede_local_port(listener, &port) == 0 && port);
    server = cede_spawn(serve, NULL);
    for (intptr_t i = 0; i < CLIENTS; i++)
        tasks[i] = cede_spawn(client, (void *)i);
    for (int i = 0; i < CLIENTS; i++)
        EXPECT(cede_join(tasks[i], NULL) == 0);
    EXPECT(cede_close(listener) == 0);
    EXPECT(cede_join(server, NULL) == 0);
}

/* Ends of connections. ---------------------------------------------------------------------------- */

static void pair(int *server, int *peer) {
    int on;
    EXPECT(cede_tcp_listen("127.0.0.1", 0, &on) == 0 && cede_local_port(on, &port) == 0);
    EXPECT(cede_tcp_connect("127.0.0.1", port, peer, CEDE_FOREVER) == 0);
    EXPECT(cede_accept(on, server, NULL, NULL, CEDE_FOREVER) == 0);
    EXPECT(cede_close(on) == 0);
}

static atomic_int got;

static void *read_one(void *fd) {
    char byte;
    ssize_t count = cede_read((int)(intptr_t)fd, &byte, 1, CEDE_FOREVER);
    got += count == 1;
    return (void *)count;
}

static void *poll_one(void *fd) {
    struct pollfd one = {.fd = (int)(intptr_t)fd, .events = POLLIN};
    int error = cede_poll(&one, 1, CEDE_FOREVER);
    return (void *)(intptr_t)(error ? -error : one.revents);
}

static void ends(void) {
    int a, b;
    char buffer[64];
    void *result;
    cede_task *reader, *other;

    pair(&a, &b); /* data and the end arrive in one edge, before the first read */
    EXPECT(cede_write_all(b, "hello", 5, NULL, CEDE_FOREVER) == 0 && cede_close(b) == 0);
    cede_sleep_for(2 * MS);
    EXPECT(cede_read(a, buffer, sizeof buffer, CEDE_FOREVER) == 5);
    EXPECT(cede_read(a, buffer, sizeof buffer, CEDE_FOREVER) == 0);
    EXPECT(cede_read(a, buffer, sizeof buffer, CEDE_FOREVER) == 0); /* again */
    cede_close(a);

    pair(&a, &b); /* the same, the reader waits and is woken by both */
    EXPECT(cede_read(a, buffer, sizeof buffer, 0) == -ETIMEDOUT);
    cede_write_all(b, "x", 1, NULL, CEDE_FOREVER);
    cede_shutdown(b, SHUT_WR);
    cede_sleep_for(2 * MS);
    EXPECT(cede_read(a, buffer, sizeof buffer, CEDE_FOREVER) == 1);
    EXPECT(cede_read(a, buffer, sizeof buffer, CEDE_FOREVER) == 0);
    EXPECT(cede_write_all(a, "half", 4, NULL, CEDE_FOREVER) == 0); /* half-closed: this way works */
    EXPECT(cede_read_all(b, buffer, 4, CEDE_FOREVER) == 4 && memcmp(buffer, "half", 4) == 0);
    cede_close(a);
    cede_close(b);

    pair(&a, &b); /* reset: an error, not a signal */
    struct linger now = {1, 0};
    EXPECT(setsockopt(b, SOL_SOCKET, SO_LINGER, &now, sizeof now) == 0);
    reader = cede_spawn(read_one, (void *)(intptr_t)a);
    cede_sleep_for(MS);
    EXPECT(cede_close(b) == 0);
    EXPECT(cede_join(reader, &result) == 0 && (intptr_t)result == -ECONNRESET);
    EXPECT(cede_write(a, "x", 1, CEDE_FOREVER) == -EPIPE);
    cede_close(a);

    pair(&a, &b); /* closed while others wait on it: they return, none hangs */
    reader = cede_spawn(read_one, (void *)(intptr_t)a);
    other = cede_spawn(poll_one, (void *)(intptr_t)a);
    cede_sleep_for(2 * MS);
    EXPECT(cede_close(a) == 0);
    EXPECT(cede_join(reader, &result) == 0 && (intptr_t)result == -EBADF);
    EXPECT(cede_join(other, &result) == 0 && ((intptr_t)result == POLLNVAL || (intptr_t)result == -EBADF));
    EXPECT(cede_close(a) == EBADF);
    EXPECT(cede_read(a, buffer, 1, CEDE_FOREVER) == -EBADF && cede_read(-1, buffer, 1, 0) == -EBADF);
    cede_close(b);

    EXPECT(cede_tcp_connect("127.0.0.1", 1, &a, CEDE_FOREVER) == ECONNREFUSED);
    EXPECT(cede_tcp_listen("not an address", 1, &a) == EINVAL);
}

/* A peer that never reads: the write waits, until the deadline, and counts what was taken. ------------- */

static void never_reads(void) {
    static char big[1 << 20];
    size_t written = 0, total = 0;
    int a, b, error;
    ssize_t count;
    pair(&a, &b);
    int64_t before = cede_now();
    do {
        error = cede_write_all(a, big, sizeof big, &written, before + 50 * MS);
        total += written;
    } while (!error);
    EXPECT(error == ETIMEDOUT && cede_now() >= before + 50 * MS && total > 1000);
    cede_shutdown(a, SHUT_WR); /* and all of it can still be read */
    while ((count = cede_read(b, big, sizeof big, CEDE_FOREVER)) > 0)
        total -= (size_t)count;
    EXPECT(count == 0 && total == 0);
    cede_close(a);
    cede_close(b);
}

/* Pipes, Unix sockets, datagrams, descriptors made elsewhere. ------------------------------------------ */

static void *write_much(void *fd) {
    static char bytes[300000];
    memset(bytes, 'q', sizeof bytes);
    EXPECT(cede_write_all((int)(intptr_t)fd, bytes, sizeof bytes, NULL, CEDE_FOREVER) == 0);
    return NULL;
}

static void through(int from, int to) {
    static char bytes[300000];
    cede_task *writer = cede_spawn(write_much, (void *)(intptr_t)to);
    EXPECT(cede_read_all(from, bytes, sizeof bytes, CEDE_FOREVER) == sizeof bytes);
    EXPECT(bytes[0] == 'q' && bytes[299999] == 'q');
    EXPECT(cede_join(writer, NULL) == 0);
    EXPECT(cede_read(from, bytes, 1, cede_now() + MS) == -ETIMEDOUT);
}

static void others(void) {
    int ends[2], a, b;
    char path[64], buffer[16];

    EXPECT(cede_pipe(ends) == 0);
    through(ends[0], ends[1]);
    EXPECT(cede_close(ends[0]) == 0);
    EXPECT(cede_write(ends[1], "x", 1, CEDE_FOREVER) == -EPIPE); /* and no SIGPIPE */
    cede_close(ends[1]);

    for (int i = 0; i < 3; i++) { /* not made by Cede, blocking, and closed behind its back */
        EXPECT(pipe(ends) == 0);
        through(ends[0], ends[1]);
        EXPECT((fcntl(ends[1], F_GETFL) & O_NONBLOCK) == 0);
        close(ends[0]);
        EXPECT(cede_write(ends[1], "x", 1, CEDE_FOREVER) == -EPIPE);
        close(ends[1]);
        EXPECT(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
        through(ends[1], ends[0]);
        through(ends[0], ends[1]);
        close(ends[0]);
        close(ends[1]);
    }

    snprintf(path, sizeof path, "/tmp/cede-test-%d", (int)getpid());
    EXPECT(cede_unix_listen(path, &listener) == 0);
    EXPECT(cede_unix_connect(path, &a, CEDE_FOREVER) == 0);
    EXPECT(cede_accept(listener, &b, NULL, NULL, CEDE_FOREVER) == 0);
    unlink(path);
    through(a, b);
    cede_close(a);
    EXPECT(cede_read(b, buffer, 1, CEDE_FOREVER) == 0);
    cede_close(b);
    cede_close(listener);

    union {
        struct sockaddr any;
        struct sockaddr_in v4;
    } to = {.v4 = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}}}, from;
    socklen_t length = sizeof from;
    EXPECT(cede_udp_bind("127.0.0.1", 0, &a) == 0 && cede_udp_bind("127.0.0.1", 0, &b) == 0);
    EXPECT(cede_local_port(b, &port) == 0);
    to.v4.sin_port = htons(port);
    EXPECT(cede_recvfrom(b, buffer, sizeof buffer, 0, NULL, NULL, cede_now() + MS) == -ETIMEDOUT);
    EXPECT(cede_sendto(a, "ping", 4, 0, &to.any, sizeof to.v4, CEDE_FOREVER) == 4);
    EXPECT(cede_recvfrom(b, buffer, sizeof buffer, 0, &from.any, &length, CEDE_FOREVER) == 4);
    EXPECT(cede_local_port(a, &port) == 0 && from.v4.sin_port == htons(port));
    EXPECT(cede_sendto(b, "", 0, 0, &from.any, length, CEDE_FOREVER) == 0); /* an empty datagram is no end */
    EXPECT(cede_recvfrom(a, buffer, sizeof buffer, 0, NULL, NULL, CEDE_FOREVER) == 0);
    cede_close(a);
    cede_close(b);
}

/* Several tasks at one descriptor that is blocking: who comes too late waits as a task, its worker is free. */
static void *accept_one(void *on) {
    int connection, error = cede_accept((int)(intptr_t)on, &connection, NULL, NULL, CEDE_FOREVER);
    got += !error;
    return (void *)(intptr_t)(error ? -error : connection);
}

static void shared_and_blocking(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t length = sizeof address;
    cede_task *acceptors[8], *readers[8];
    int ends[2], done = 0, on = socket(AF_INET, SOCK_STREAM, 0), fds[2];
    EXPECT(bind(on, (struct sockaddr *)&address, length) == 0 && listen(on, 10) == 0);
    EXPECT(getsockname(on, (struct sockaddr *)&address, &length) == 0);
    EXPECT(pipe(ends) == 0);
    got = 0;
    for (int i = 0; i < 8; i++) {
        acceptors[i] = cede_spawn(accept_one, (void *)(intptr_t)on);
        readers[i] = cede_spawn(read_one, (void *)(intptr_t)ends[0]);
    }
    cede_sleep_for(2 * MS);
    for (int i = 0; i < 2; i++)
        EXPECT(cede_tcp_connect("127.0.0.1", ntohs(address.sin_port), &fds[i], CEDE_FOREVER) == 0);
    EXPECT(cede_write(ends[1], "ab", 2, CEDE_FOREVER) == 2);
    while (got < 4) /* so no worker blocks */
        cede_sleep_for(MS);
    while (fcntl(on, F_GETFL) & O_NONBLOCK) /* for as long as a call to accept lasts, no longer */
        cede_sleep_for(MS);
    EXPECT(cede_close(on) == 0);
    close(ends[1]);
    for (int i = 0; i < 8; i++) {
        void *result;
        EXPECT(cede_join(acceptors[i], &result) == 0);
        EXPECT((intptr_t)result == -EBADF || cede_close((int)(intptr_t)result) == 0);
        done += (intptr_t)result >= 0;
        EXPECT(cede_join(readers[i], &result) == 0 && ((intptr_t)result == 1 || (intptr_t)result == 0));
        done += (intptr_t)result == 1;
    }
    EXPECT(done == 4);
    for (int i = 0; i < 2; i++)
        cede_close(fds[i]);
    close(ends[0]);
}

static void *write_late(void *fd) {
    cede_sleep_for(2 * MS);
    EXPECT(cede_write((int)(intptr_t)fd, "x", 1, CEDE_FOREVER) == 1);
    return NULL;
}

static void polls(void) {
    enum { COUNT = 12 };
    int ends[COUNT][2];
    struct pollfd fds[COUNT + 1];
    for (int i = 0; i < COUNT; i++) {
        EXPECT(i % 2 ? cede_pipe(ends[i]) == 0 : pipe(ends[i]) == 0);
        fds[i] = (struct pollfd){.fd = ends[i][0], .events = POLLIN};
    }
    fds[COUNT] = (struct pollfd){.fd = -1, .events = POLLIN};
    EXPECT(cede_poll(fds, COUNT + 1, 0) == ETIMEDOUT);
    EXPECT(cede_poll(fds, COUNT + 1, cede_now() + MS) == ETIMEDOUT);
    for (int i = 0; i < COUNT; i++) {
        char byte;
        cede_task *writer = cede_spawn(write_late, (void *)(intptr_t)ends[i][1]);
        EXPECT(cede_poll(fds, COUNT + 1, CEDE_FOREVER) == 0);
        for (int k = 0; k < COUNT; k++)
            EXPECT((fds[k].revents == POLLIN) == (k == i));
        EXPECT(cede_read(ends[i][0], &byte, 1, 0) == 1);
        EXPECT(cede_join(writer, NULL) == 0);
    }
    fds[0] = (struct pollfd){.fd = ends[0][1], .events = POLLOUT};
    EXPECT(cede_poll(fds, 1, CEDE_FOREVER) == 0 && fds[0].revents == POLLOUT);
    for (int i = 0; i < COUNT; i++) {
        EXPECT(cede_close(ends[i][0]) == 0);
        EXPECT(cede_close(ends[i][1]) == 0);
    }
}

/* FILE * on a connection. ------------------------------------------------------------------------- */

static void *print_numbers(void *fd) {
    FILE *out = cede_fopen_socket((int)(intptr_t)fd, "w", NULL);
    EXPECT(out);
    for (int i = 0; i < 20000; i++)
        EXPECT(fprintf(out, "%d %s\n", i, "some text to fill the line") > 0);
    EXPECT(fclose(out) == 0);
    return NULL;
}

static void streams(void) {
    int a, b;
    char line[100];
    int64_t deadline = CEDE_FOREVER;
    pair(&a, &b);
    cede_task *writer = cede_spawn(print_numbers, (void *)(intptr_t)a);
    FILE *in = cede_fopen_socket(b, "rk", &deadline);
    for (int i = 0; i < 20000; i++) {
        EXPECT(fgets(line, sizeof line, in));
        EXPECT(atoi(line) == i);
    }
    EXPECT(!fgets(line, sizeof line, in) && feof(in) && !ferror(in)); /* nothing is lost, nothing more */
    EXPECT(fclose(in) == 0 && cede_join(writer, NULL) == 0);
    EXPECT(cede_close(b) == 0); /* kept open by fclose */
    EXPECT(cede_fopen_socket(b, "q", NULL) == NULL && errno == EINVAL);

    pair(&a, &b);
    deadline = cede_now() + MS;
    in = cede_fopen_socket(b, "r", &deadline);
    EXPECT(getc(in) == EOF && ferror(in) && errno == ETIMEDOUT);
    fclose(in);
    FILE *out = cede_fopen_socket(a, "w", NULL);
    fputs("lost", out);
    cede_sleep_for(2 * MS); /* until the reset is here */
    EXPECT(fflush(out) == EOF || fflush(out) == 0);
    fclose(out);
}

/* Files, names, children, and the pool. ----------------------------------------------------------- */

static atomic_int napping;

static atomic_int at_once, most_at_once;

static void *nap(void *milliseconds) {
    int now = ++at_once, most = most_at_once;
    napping++;
    while (now > most && !atomic_compare_exchange_weak(&most_at_once, &most, now))
        ;
    usleep((unsigned)(uintptr_t)milliseconds * 1000);
    at_once--;
    return milliseconds;
}

static void *offload_nap(void *unused) {
    void *result;
    EXPECT(cede_offload(nap, (void *)20, &result, CEDE_FOREVER) == 0 && result == (void *)20);
    return unused;
}

static void *offload_long(void *milliseconds) {
    return (void *)(intptr_t)cede_offload(nap, milliseconds, NULL, CEDE_FOREVER);
}

static void pool(void) {
    cede_task *tasks[200], *waiter;
    void *result;
    int status = 0, code = 0, ends[2];
    char text[6] = "";
    struct addrinfo *found = NULL, numeric = {.ai_flags = AI_NUMERICHOST};
    for (int i = 0; i < 200; i++)
        tasks[i] = cede_spawn(offload_nap, NULL);
    for (int i = 0; i < 200; i++)
        EXPECT(cede_join(tasks[i], NULL) == 0);
    EXPECT(most_at_once > 1); /* not one after the other */

    napping = 0;
    waiter = cede_spawn(offload_long, (void *)20); /* begun, so a cancellation waits for its end */
    while (!napping)
        cede_sleep_for(MS);
    cede_cancel(waiter);
    EXPECT(cede_join(waiter, &result) == 0 && result == 0);

    FILE *file = tmpfile();
    EXPECT(cede_write(fileno(file), "12345", 5, CEDE_FOREVER) == 5);
    rewind(file);
    EXPECT(cede_read(fileno(file), text, 5, CEDE_FOREVER) == 5 && strcmp(text, "12345") == 0);
    EXPECT(cede_read(fileno(file), text, 5, CEDE_FOREVER) == 0);
    fclose(file);

    EXPECT(cede_getaddrinfo("127.0.0.1", "80", NULL, &found, NULL, CEDE_FOREVER) == 0 && found);
    freeaddrinfo(found);
    EXPECT(cede_getaddrinfo("no number", NULL, &numeric, &found, &code, CEDE_FOREVER) == EHOSTUNREACH);
    EXPECT(code == EAI_NONAME);

    EXPECT(pipe(ends) == 0);
    pid_t child = fork();
    if (child == 0)
        _exit(read(ends[0], text, 1) == 1 ? 7 : 1);
    EXPECT(cede_waitpid(child, &status, cede_now() + MS) == ETIMEDOUT);
    EXPECT(write(ends[1], "x", 1) == 1 && close(ends[0]) == 0 && close(ends[1]) == 0);
    EXPECT(cede_waitpid(child, &status, CEDE_FOREVER) == 0 && WIFEXITED(status) && WEXITSTATUS(status) == 7);
    EXPECT(cede_waitpid(child, &status, CEDE_FOREVER) == ECHILD);
}

/* Descriptors run out: an error, and the server goes on when one is free again. ------------------------ */

static void exhaustion(void) {
    struct rlimit old, few;
    int fds[64], count = 0, on, client_fd, connection, error;
    EXPECT(cede_tcp_listen("127.0.0.1", 0, &on) == 0 && cede_local_port(on, &port) == 0);
    EXPECT(cede_tcp_connect("127.0.0.1", port, &client_fd, CEDE_FOREVER) == 0);
    EXPECT(getrlimit(RLIMIT_NOFILE, &old) == 0);
    few = old;
    few.rlim_cur = 40;
    EXPECT(setrlimit(RLIMIT_NOFILE, &few) == 0);
    while (count < 64 && (fds[count] = dup(client_fd)) >= 0)
        count++;
    EXPECT(count < 64);
    EXPECT(cede_accept(on, &connection, NULL, NULL, CEDE_FOREVER) == EMFILE);
    EXPECT(cede_socket(AF_INET, SOCK_STREAM, 0, &connection) == EMFILE);
    error = cede_pipe(fds + count);
    EXPECT(error == EMFILE);
    close(fds[--count]);
    EXPECT(cede_accept(on, &connection, NULL, NULL, CEDE_FOREVER) == 0); /* it was not lost */
    cede_close(connection);
    while (count)
        close(fds[--count]);
    EXPECT(setrlimit(RLIMIT_NOFILE, &old) == 0);
    cede_close(client_fd);
    cede_close(on);
}

/* None is left for the worker's epoll when the first task waits: it does so all the same, and so do others. */
static int scarce[2];

static void *write_late_byte(void *unused) {
    cede_sleep_for(3 * MS);
    EXPECT(write(scarce[1], "xy", 2) == 2);
    return unused;
}

static void *waits_without_epoll(void *unused) {
    struct pollfd one = {.fd = scarce[0], .events = POLLIN};
    char byte;
    int64_t before = cede_now();
    EXPECT(cede_read(scarce[0], &byte, 1, before + 2 * MS) == -ETIMEDOUT && cede_now() >= before + 2 * MS);
    EXPECT(cede_poll(&one, 1, cede_now() + 2 * MS) == ETIMEDOUT);
    cede_task *writer = cede_spawn(write_late_byte, NULL);
    EXPECT(cede_read(scarce[0], &byte, 1, CEDE_FOREVER) == 1 && byte == 'x');
    EXPECT(cede_join(writer, NULL) == 0 && cede_poll(&one, 1, CEDE_FOREVER) == 0 && one.revents == POLLIN);
    EXPECT(cede_read(scarce[0], &byte, 1, CEDE_FOREVER) == 1 && byte == 'y');
    cede_task *reader = cede_spawn(read_one, (void *)(intptr_t)scarce[0]);
    cede_task *poller = cede_spawn(poll_one, (void *)(intptr_t)scarce[0]);
    void *result;
    cede_sleep_for(2 * MS);
    cede_cancel(reader);
    cede_cancel(poller);
    EXPECT(cede_join(reader, &result) == 0 && (intptr_t)result == -ECANCELED);
    EXPECT(cede_join(poller, &result) == 0 && (intptr_t)result == -ECANCELED);
    return unused;
}

static void scarcity(void) {
    struct rlimit old, few;
    EXPECT(pipe(scarce) == 0 && getrlimit(RLIMIT_NOFILE, &old) == 0);
    few = old;
    few.rlim_cur = (rlim_t)scarce[1] + 1;
    EXPECT(setrlimit(RLIMIT_NOFILE, &few) == 0);
    run_with(1, waits_without_epoll);
    EXPECT(setrlimit(RLIMIT_NOFILE, &old) == 0);
    close(scarce[0]);
    close(scarce[1]);
}

/* A plain thread uses the same calls, against a server of tasks. ----------------------------------------- */

static atomic_bool thread_done;

static void *thread_main(void *unused) {
    int fd;
    char byte;
    client((void *)77);
    EXPECT(cede_tcp_connect("127.0.0.1", port, &fd, CEDE_FOREVER) == 0);
    EXPECT(cede_read(fd, &byte, 1, cede_now() + MS) == -ETIMEDOUT);
    cede_close(fd);
    thread_done = true;
    return unused;
}

static void threads(void) {
    pthread_t thread;
    thread_done = false;
    EXPECT(cede_tcp_listen("127.0.0.1", 0, &listener) == 0 && cede_local_port(listener, &port) == 0);
    cede_task *server = cede_spawn(serve, NULL);
    EXPECT(pthread_create(&thread, NULL, thread_main, NULL) == 0);
    while (!thread_done)
        cede_sleep_for(MS);
    EXPECT(pthread_join(thread, NULL) == 0);
    cede_close(listener);
    EXPECT(cede_join(server, NULL) == 0);
}

/* A descriptor that becomes ready while every worker computes is served before the hogs end. ----------- */

static atomic_bool stop;

static void *hog(void *unused) {
    while (!stop)
        spin_with_checks(10 * MS);
    return unused;
}

static void beside_hogs(void) {
    cede_task *hogs[6], *server;
    int fd;
    char byte;
    stop = false;
    EXPECT(cede_tcp_listen("127.0.0.1", 0, &listener) == 0 && cede_local_port(listener, &port) == 0);
    server = cede_spawn(serve, NULL);
    for (int i = 0; i < 6; i++)
        hogs[i] = cede_spawn(hog, NULL);
    EXPECT(cede_tcp_connect("127.0.0.1", port, &fd, CEDE_FOREVER) == 0);
    for (int i = 0; i < 20; i++) {
        EXPECT(cede_write(fd, "x", 1, CEDE_FOREVER) == 1);
        EXPECT(cede_read(fd, &byte, 1, CEDE_FOREVER) == 1);
    }
    cede_close(fd);
    stop = true;
    for (int i = 0; i < 6; i++)
        cede_join(hogs[i], NULL);
    cede_close(listener);
    EXPECT(cede_join(server, NULL) == 0);
}

/* All that came up is gone again. */
static int open_descriptors(void) {
    int count = 0;
    for (int i = 0; i < 1000; i++)
        count += fcntl(i, F_GETFD) >= 0;
    return count;
}

static void *program(void *unused) {
    int before = open_descriptors();
    errno = 123;
    echoes();
    EXPECT(errno == 123);
    ends();
    never_reads();
    others();
    shared_and_blocking();
    polls();
    streams();
    pool();
    exhaustion();
    threads();
    beside_hogs();
    EXPECT(open_descriptors() - before <= 2 * 3 + 2); /* an epoll and an eventfd a worker, and the watcher's */
    return unused;
}

int main(void) {
    int before = open_descriptors();
    scarcity();
    run_with(1, program);
    run_with(3, program);
    setenv("CEDE_YIELD", "always", 1);
    run_with(2, program);
    EXPECT(open_descriptors() == before);
    return 0;
}
