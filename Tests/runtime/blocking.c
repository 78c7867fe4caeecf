/* --blocking=task: blocking calls park the task on one worker, and mean what they mean on a thread. */
// link: -Wl,--undefined=cede_blocking_on_task @lib/libcede_blocking.a
#include "test.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>

static atomic_long beats;
static atomic_bool stop;

/* Beats as long as the worker is not blocked. With two of them it may be on the other one, and says nothing. */
static bool alone;
static void *heart(void *unused) {
    while (!stop) {
        beats++;
        cede_sleep_for(MS);
    }
    return unused;
}

#define EXPECT_OTHERS_RAN(call)                                                                                        \
    do {                                                                                                               \
        long before = beats;                                                                                           \
        EXPECT(call);                                                                                                  \
        EXPECT(beats > before || !alone);                                                                              \
    } while (0)

static int ends[2];

static void *say_later(void *text) {
    cede_sleep_for(20 * MS);
    EXPECT(write(ends[1], text, strlen(text)) == (ssize_t)strlen(text));
    return NULL;
}

static cede_task *later(const char *text) { return cede_spawn(say_later, (void *)text); }

static void socket_pair(int type) { EXPECT(socketpair(AF_UNIX, type, 0, ends) == 0); }

static void close_ends(void) {
    EXPECT(close(ends[0]) == 0);
    EXPECT(close(ends[1]) == 0);
}

/* Reading. ---------------------------------------------------------------------------------------- */

static void read_all_ways(void) {
    char text[16] = {0}, more[16] = {0};
    struct iovec pieces[2] = {{text, 2}, {more, 3}};
    struct msghdr message = {.msg_iov = pieces, .msg_iovlen = 2};
    errno = 77;
    cede_task *t = later("abc");
    EXPECT_OTHERS_RAN(read(ends[0], text, sizeof text) == 3 && memcmp(text, "abc", 3) == 0);
    cede_join(t, NULL);
    t = later("abcde");
    EXPECT_OTHERS_RAN(readv(ends[0], pieces, 2) == 5 && memcmp(more, "cde", 3) == 0);
    cede_join(t, NULL);
    EXPECT(errno == 77);
    int type;
    socklen_t length = sizeof type;
    if (getsockopt(ends[0], SOL_SOCKET, SO_TYPE, &type, &length) != 0)
        return;
    t = later("xyz");
    EXPECT_OTHERS_RAN(recv(ends[0], text, sizeof text, 0) == 3 && text[0] == 'x');
    cede_join(t, NULL);
    t = later("uvw");
    EXPECT_OTHERS_RAN(recvfrom(ends[0], text, sizeof text, 0, NULL, NULL) == 3 && text[0] == 'u');
    cede_join(t, NULL);
    t = later("rstuv");
    EXPECT_OTHERS_RAN(recvmsg(ends[0], &message, 0) == 5 && memcmp(more, "tuv", 3) == 0);
    cede_join(t, NULL);
    EXPECT(recv(ends[0], text, 1, MSG_DONTWAIT) == -1 && errno == EAGAIN);
}

static void *two_parts(void *unused) {
    cede_sleep_for(10 * MS);
    EXPECT(send(ends[1], "abc", 3, 0) == 3);
    cede_sleep_for(10 * MS);
    EXPECT(send(ends[1], "def", 3, 0) == 3);
    return unused;
}

static void flags_and_limits(void) {
    char text[16];
    struct timeval limit = {0, 20000};
    socket_pair(SOCK_STREAM);
    cede_task *t = cede_spawn(two_parts, NULL);
    EXPECT_OTHERS_RAN(recv(ends[0], text, 6, MSG_WAITALL) == 6 && memcmp(text, "abcdef", 6) == 0);
    cede_join(t, NULL);

    EXPECT(setsockopt(ends[0], SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) == 0);
    int64_t before = cede_now();
    EXPECT_OTHERS_RAN(read(ends[0], text, 1) == -1 && errno == EAGAIN);
    EXPECT(cede_now() - before >= 19 * MS);

    EXPECT(fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0);
    before = cede_now();
    EXPECT(read(ends[0], text, 1) == -1 && errno == EAGAIN);
    EXPECT(accept(ends[0], NULL, NULL) == -1 && errno == EINVAL);
    EXPECT(close(ends[1]) == 0);
    EXPECT(read(ends[0], text, 1) == 0);
    signal(SIGPIPE, SIG_IGN);
    EXPECT(write(ends[0], text, 1) == -1 && errno == EPIPE);
    EXPECT(close(ends[0]) == 0);
    EXPECT(read(ends[0], text, 1) == -1 && errno == EBADF);
    EXPECT(write(ends[0], text, 1) == -1 && errno == EBADF);
    EXPECT(poll(NULL, 0, 10) == 0);
}

/* Writing: all of it, though the other side reads slowly. ------------------------------------------ */

enum { MUCH = 4 << 20 };
static char much[MUCH];

static void *read_slowly(void *unused) {
    static char got[MUCH];
    size_t have = 0;
    ssize_t count;
    cede_sleep_for(20 * MS);
    while ((count = read(ends[0], got + have, 100000)) > 0) {
        have += (size_t)count;
        if (have % 3 == 0)
            cede_sleep_for(100000);
    }
    EXPECT(count == 0 && have == MUCH && memcmp(got, much, MUCH) == 0);
    return unused;
}

static void write_much(bool in_pieces) {
    struct iovec pieces[3] = {{much, 10}, {much + 10, 1 << 20}, {much + 10 + (1 << 20), MUCH - 10 - (1 << 20)}};
    for (int i = 0; i < MUCH; i++)
        much[i] = (char)(i * 7 + i / 1000);
    cede_task *t = cede_spawn(read_slowly, NULL);
    if (in_pieces)
        EXPECT_OTHERS_RAN(writev(ends[1], pieces, 3) == MUCH);
    else
        EXPECT_OTHERS_RAN(write(ends[1], much, MUCH) == MUCH);
    EXPECT(close(ends[1]) == 0);
    cede_join(t, NULL);
    EXPECT(close(ends[0]) == 0);
}

static void files(void) {
    char name[] = "/tmp/cede-blocking-XXXXXX", text[8] = {0};
    int fd = mkstemp(name);
    struct iovec piece = {text, 5};
    EXPECT(fd >= 0 && write(fd, "hello", 5) == 5);
    EXPECT(lseek(fd, 0, SEEK_SET) == 0 && readv(fd, &piece, 1) == 5 && strcmp(text, "hello") == 0);
    EXPECT(read(fd, text, 5) == 0);
    int other = open(name, O_RDWR);
    EXPECT(flock(fd, LOCK_EX) == 0 && flock(other, LOCK_EX | LOCK_NB) == -1 && errno == EWOULDBLOCK);
    close(fd);
    EXPECT(flock(other, LOCK_EX) == 0);
    close(other);
    unlink(name);
    fd = open("/dev/null", O_RDWR);
    EXPECT(write(fd, text, 5) == 5 && read(fd, text, 5) == 0);
    close(fd);
}

/* Connections. ------------------------------------------------------------------------------------ */

static int listener;

static void *serve(void *clients) {
    for (intptr_t i = 0; i < (intptr_t)clients; i++) {
        struct sockaddr_in peer;
        socklen_t length = sizeof peer;
        char byte;
        int fd = accept(listener, (struct sockaddr *)&peer, &length);
        EXPECT(fd >= 0 && peer.sin_family == AF_INET);
        EXPECT(!(fcntl(fd, F_GETFL) & O_NONBLOCK));
        EXPECT(read(fd, &byte, 1) == 1);
        byte++;
        EXPECT(write(fd, &byte, 1) == 1);
        close(fd);
    }
    return NULL;
}

static void *ask(void *address) {
    char byte = 'a';
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    cede_sleep_for(5 * MS);
    EXPECT(connect(fd, address, sizeof(struct sockaddr_in)) == 0);
    EXPECT(!(fcntl(fd, F_GETFL) & O_NONBLOCK));
    EXPECT(write(fd, &byte, 1) == 1 && read(fd, &byte, 1) == 1 && byte == 'b');
    close(fd);
    return NULL;
}

static void connections(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    cede_task *servers[3], *clients[30];
    listener = socket(AF_INET, SOCK_STREAM, 0);
    EXPECT(bind(listener, (struct sockaddr *)&address, length) == 0 && listen(listener, 50) == 0);
    EXPECT(getsockname(listener, (struct sockaddr *)&address, &length) == 0);
    for (int i = 0; i < 3; i++)
        servers[i] = cede_spawn(serve, (void *)10);
    for (int i = 0; i < 30; i++)
        clients[i] = cede_spawn(ask, &address);
    for (int i = 0; i < 30; i++)
        cede_join(clients[i], NULL);
    for (int i = 0; i < 3; i++)
        cede_join(servers[i], NULL);
    close(listener);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    EXPECT(connect(fd, (struct sockaddr *)&address, length) == -1 && errno == ECONNREFUSED);
    close(fd);
}

/* Waiting for one of several. --------------------------------------------------------------------- */

static void several(void) {
    int idle[2];
    socket_pair(SOCK_STREAM);
    EXPECT(pipe(idle) == 0);
    struct pollfd fds[3] = {{idle[0], POLLIN, 0}, {-1, POLLIN, 0}, {ends[0], POLLIN, 0}};
    EXPECT_OTHERS_RAN(poll(fds, 3, 20) == 0);
    cede_task *t = later("x");
    EXPECT_OTHERS_RAN(poll(fds, 3, -1) == 1 && fds[2].revents == POLLIN && !fds[0].revents);
    cede_join(t, NULL);
    char byte;
    EXPECT(read(ends[0], &byte, 1) == 1);

    fd_set set;
    struct timeval limit = {5, 0};
    FD_ZERO(&set);
    FD_SET(idle[0], &set);
    FD_SET(ends[0], &set);
    t = later("y");
    EXPECT_OTHERS_RAN(select(ends[1] + 1, &set, NULL, NULL, &limit) == 1 && FD_ISSET(ends[0], &set));
    EXPECT(!FD_ISSET(idle[0], &set) && limit.tv_sec == 4);
    cede_join(t, NULL);
    EXPECT(read(ends[0], &byte, 1) == 1);

    struct epoll_event event = {.events = EPOLLIN, .data.u32 = 5}, got;
    int ready = epoll_create1(0);
    EXPECT(epoll_ctl(ready, EPOLL_CTL_ADD, ends[0], &event) == 0);
    EXPECT_OTHERS_RAN(epoll_wait(ready, &got, 1, 20) == 0);
    t = later("z");
    EXPECT_OTHERS_RAN(epoll_wait(ready, &got, 1, -1) == 1 && got.data.u32 == 5);
    cede_join(t, NULL);
    close(ready);
    close(idle[0]);
    close(idle[1]);
    close_ends();
}

static void others(void) {
    struct timespec time = {0, 10 * MS};
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found;
    int status;
    EXPECT_OTHERS_RAN(nanosleep(&time, NULL) == 0);
    EXPECT_OTHERS_RAN(usleep(10000) == 0);
    EXPECT_OTHERS_RAN(clock_nanosleep(CLOCK_MONOTONIC, 0, &time, NULL) == 0);
    clock_gettime(CLOCK_REALTIME, &time);
    EXPECT(clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, &time, NULL) == 0);
    time.tv_nsec = -1;
    EXPECT(nanosleep(&time, NULL) == -1 && errno == EINVAL);
    EXPECT(getaddrinfo("localhost", "80", &hints, &found) == 0 && found);
    freeaddrinfo(found);
    EXPECT(getaddrinfo("127.0.0.1", "no such service", &hints, &found) != 0);
#ifndef __SANITIZE_THREAD__ /* it loses a fiber's child */
    for (int by_number = 0; by_number < 2; by_number++) {
        pid_t child = fork();
        if (child == 0) {
            cede_sleep_for(20 * MS);
            _exit(7);
        }
        EXPECT_OTHERS_RAN(waitpid(by_number ? child : -1, &status, 0) == child && WEXITSTATUS(status) == 7);
    }
#else
    (void)status;
#endif
    EXPECT(waitpid(-1, NULL, 0) == -1 && errno == ECHILD);
}

/* In a no-yield region the worker blocks: the others get in on another worker only. ---------------- */

static void *from_a_thread(void *unused) {
    usleep(30000);
    EXPECT(write(ends[1], "t", 1) == 1);
    return unused;
}

static void no_yield(const cede_options *options) {
    pthread_t thread;
    char byte;
    socket_pair(SOCK_STREAM);
    EXPECT(pthread_create(&thread, NULL, from_a_thread, NULL) == 0);
    cede_no_yield_begin();
    long before = beats;
    EXPECT(read(ends[0], &byte, 1) == 1);
    EXPECT(beats == before || options->workers > 1);
    cede_no_yield_end();
    EXPECT(pthread_join(thread, NULL) == 0);
    close_ends();
}

static void *cancelled_read(void *unused) {
    char byte;
    EXPECT(read(ends[0], &byte, 1) == -1 && errno == ECANCELED);
    return unused;
}

static void cancelling(void) {
    socket_pair(SOCK_STREAM);
    cede_task *t = cede_spawn(cancelled_read, NULL);
    cede_sleep_for(5 * MS);
    cede_cancel(t);
    EXPECT(cede_join(t, NULL) == 0);
    close_ends();
}

static void *program(void *options) {
    stop = false;
    alone = ((const cede_options *)options)->workers == 1;
    cede_task *t = cede_spawn(heart, NULL);
    socket_pair(SOCK_STREAM);
    read_all_ways();
    write_much(false);
    socket_pair(SOCK_STREAM);
    write_much(true);
    socket_pair(SOCK_DGRAM);
    read_all_ways();
    close_ends();
    EXPECT(pipe(ends) == 0);
    read_all_ways();
    write_much(false);
    EXPECT(pipe(ends) == 0);
    write_much(true);
    flags_and_limits();
    files();
    connections();
    several();
    others();
    no_yield(options);
    cancelling();
    stop = true;
    EXPECT(cede_join(t, NULL) == 0);
    return NULL;
}

int main(void) {
    cede_options options = {.workers = 1};
    EXPECT(cede_run(&options, program, &options, NULL) == 0);
    options.workers = 2;
    EXPECT(cede_run(&options, program, &options, NULL) == 0);
    char byte;
    socket_pair(SOCK_STREAM);
    EXPECT(write(ends[1], "p", 1) == 1 && read(ends[0], &byte, 1) == 1 && byte == 'p'); /* a plain thread */
    return 0;
}
