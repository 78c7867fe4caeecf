/*
 * streams.c - functions that write into a connection as if it were a file, and never think of who else waits.
 *
 *     streams            prints `port N` and serves until it is killed
 *
 * A client sends one line and gets
 *     numbers            0, 1, 2, ... one a line, for as long as it reads
 *     inc N              0 ... N by a function that calls itself for the next number
 *     tree DEPTH         a tree of that depth as JSON, from a serialiser that knows only FILE *
 *
 * No function here has a buffer, a callback or a yield of its own: write_number blocks when the peer is slow, and
 * its task waits; while it computes, the checks that `cede cc` put into its loop and its recursion let others run.
 */
#include <cede.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The digits of n, the most significant first. */
static void write_number(FILE *out, unsigned long n) {
    if (n >= 10)
        write_number(out, n / 10);
    putc((int)('0' + n % 10), out);
}

static void write_numbers(FILE *out) {
    for (unsigned long n = 0; !ferror(out); n++) {
        write_number(out, n);
        putc('\n', out);
    }
}

static void write_number_inc(FILE *out, unsigned long n, unsigned long last) {
    write_number(out, n);
    putc('\n', out);
    if (n < last && !ferror(out))
        write_number_inc(out, n + 1, last);
}

/* A tree that is never built: its serialiser walks it and the connection takes it, however large it is. */
static void write_tree(FILE *out, unsigned depth, unsigned long id) {
    fputs("{\"id\":", out);
    write_number(out, id);
    if (depth > 0) {
        fputs(",\"children\":[", out);
        write_tree(out, depth - 1, 2 * id);
        putc(',', out);
        write_tree(out, depth - 1, 2 * id + 1);
        putc(']', out);
    }
    putc('}', out);
}

static void *serve(void *connection) {
    int fd = (int)(intptr_t)connection;
    char line[64] = "";
    FILE *in = cede_fopen_socket(fd, "rk", NULL), *out = cede_fopen_socket(fd, "w", NULL);
    if (in && out && fgets(line, sizeof line, in)) {
        if (strncmp(line, "numbers", 7) == 0)
            write_numbers(out);
        else if (strncmp(line, "inc ", 4) == 0)
            write_number_inc(out, 0, strtoul(line + 4, NULL, 10));
        else if (strncmp(line, "tree ", 5) == 0)
            write_tree(out, (unsigned)strtoul(line + 5, NULL, 10), 1);
        else
            fputs("numbers, inc N, or tree DEPTH\n", out);
    }
    if (in)
        fclose(in);
    if (out)
        fclose(out); /* sends what is left, then closes the connection */
    else
        cede_close(fd);
    return NULL;
}

static void *program(void *unused) {
    const cede_attributes large = {.name = "stream", .stack_size = 8 << 20}; /* write_number_inc goes deep */
    int listener, connection;
    uint16_t port;
    if (cede_tcp_listen("127.0.0.1", 0, &listener) != 0 || cede_local_port(listener, &port) != 0)
        return (void *)1;
    printf("port %u\n", port);
    fflush(stdout);
    while (cede_accept(listener, &connection, NULL, NULL, CEDE_FOREVER) == 0)
        cede_detach(cede_spawn_with(&large, serve, (void *)(intptr_t)connection));
    return unused;
}

int main(void) {
    void *failed;
    return cede_run(NULL, program, NULL, &failed) != 0 || failed;
}
