/* Nothing is lost: what was written to a connection before the program ended cleanly arrives in full, also what was still in
 * a stream's buffer, and though the peer begins to read late. */
#include "test.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

enum { TEXT = 4000 };

static uint16_t port;
static int connection;
static cede_options options = {.workers = 2};
static void *(*program)(void *);

/* Fills the connection, so that what is in the stream's buffer has to wait for the peer. */
static FILE *in_buffer(void) {
    static char bytes[1 << 16];
    size_t written;
    long sent = TEXT;
    int error;
    EXPECT(cede_tcp_connect("127.0.0.1", port, &connection, CEDE_FOREVER) == 0);
    FILE *out = cede_fopen_socket(connection, "w", NULL);
    do {
        error = cede_write_all(connection, bytes, sizeof bytes, &written, cede_now() + 20 * MS);
        sent += (long)written;
    } while (!error);
    EXPECT(error == ETIMEDOUT);
    EXPECT(fprintf(out, "%*s", TEXT, "end") == TEXT);
    dprintf(STDOUT_FILENO, "%ld", sent);
    return out;
}

static void *closes(void *unused) {
    EXPECT(fclose(in_buffer()) == 0);
    return unused;
}

static void *returns(void *unused) {
    in_buffer();
    return unused;
}

static void *exits(void *unused) {
    in_buffer();
    exit(0);
    return unused;
}

static void *another_exits(void *unused) {
    cede_join(cede_spawn(exits, NULL), NULL);
    return unused;
}

/* And leaves one behind that waits for the peer. */
static void *reads(void *unused) {
    char byte;
    cede_read(connection, &byte, 1, CEDE_FOREVER);
    return unused;
}

static void *abandons(void *unused) {
    in_buffer();
    cede_detach(cede_spawn(reads, NULL));
    cede_sleep_for(MS);
    return unused;
}

static void run(void) { EXPECT(cede_run(&options, program, NULL, NULL) == 0); }

/* The peer: says how many bytes came, if they end as they should. */
static void read_late(int listener, int result) {
    static char bytes[1 << 16];
    long count = 0;
    ssize_t got;
    char last[3] = "";
    int fd = accept(listener, NULL, NULL);
    usleep(100000);
    while ((got = recv(fd, bytes, sizeof bytes, 0)) > 0) {
        count += got;
        for (ssize_t i = 0; i < got; i++)
            last[0] = last[1], last[1] = last[2], last[2] = bytes[i];
    }
    EXPECT(got == 0 && memcmp(last, "end", 3) == 0);
    EXPECT(write(result, &count, sizeof count) == sizeof count);
}

static void expect_all(void *(*fn)(void *), const char *what) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), result[2], status;
    long count = 0;
    EXPECT(bind(listener, (struct sockaddr *)&address, length) == 0 && listen(listener, 1) == 0);
    EXPECT(getsockname(listener, (struct sockaddr *)&address, &length) == 0 && pipe(result) == 0);
    port = ntohs(address.sin_port);
    program = fn;
    pid_t peer = fork();
    if (peer == 0) {
        read_late(listener, result[1]);
        _exit(0);
    }
    close(listener);
    close(result[1]);
    struct outcome o = in_child(run);
    EXPECT(read(result[0], &count, sizeof count) == sizeof count);
    close(result[0]);
    EXPECT(waitpid(peer, &status, 0) == peer && status == 0);
    fprintf(stderr, " sent, %ld came: %s\n", count, what);
    EXPECT(o.status == 0 && atol(o.text) == count);
}

int main(void) {
    for (options.yield_always = 0; options.yield_always <= 1; options.yield_always++) {
        expect_all(closes, "the stream is closed");
        expect_all(returns, "the first task returns");
        expect_all(abandons, "the first task returns, another waits");
        expect_all(exits, "the first task calls exit");
        expect_all(another_exits, "another task calls exit");
    }
    return 0;
}
