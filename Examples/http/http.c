/*
 * http.c - an HTTP/1.1 server with a route that computes for seconds, beside routes that answer at once.
 *
 *     http               prints `port N` and serves until it is killed
 *
 *     GET /              a greeting
 *     GET /primes/N      how many primes are below N, by trial division
 *     POST /echo         its body
 *
 * Each connection is a task: read, parse, answer, for as long as the peer keeps it open; pipelined requests are
 * answered in order. The parser is Node's http-parser, Debian's source as it is, also built through Cede. Nothing
 * here is split up, handed to a pool or made to yield: count_primes is a loop.
 */
#include "http_parser.h"

#include <cede.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BODY_MOST = 1 << 16, URL_MOST = 256 };
#define IDLE_NS (30ll * 1000000000)

struct request {
    FILE *out;
    char url[URL_MOST], *body;
    size_t url_length, body_length;
    bool too_long;
};

static unsigned long count_primes(unsigned long below) {
    unsigned long count = 0;
    for (unsigned long n = 2; n < below; n++) {
        bool prime = true;
        for (unsigned long d = 2; d * d <= n; d++)
            if (n % d == 0) {
                prime = false;
                break;
            }
        count += prime;
    }
    return count;
}

static void answer(struct request *r, http_parser *parser, const char *status, const char *body, size_t length) {
    fprintf(r->out, "HTTP/1.1 %s\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\nConnection: %s\r\n\r\n", status,
            length, http_should_keep_alive(parser) ? "keep-alive" : "close");
    fwrite(body, 1, length, r->out);
}

static void answer_text(struct request *r, http_parser *parser, const char *status, const char *text) {
    answer(r, parser, status, text, strlen(text));
}

static void dispatch(struct request *r, http_parser *parser) {
    char text[64];
    r->url[r->url_length] = '\0';
    if (r->too_long) {
        answer_text(r, parser, "413 Content Too Large", "too large\n");
    } else if (strncmp(r->url, "/primes/", 8) == 0 && parser->method == HTTP_GET) {
        snprintf(text, sizeof text, "%lu\n", count_primes(strtoul(r->url + 8, NULL, 10)));
        answer_text(r, parser, "200 OK", text);
    } else if (strcmp(r->url, "/echo") == 0 && parser->method == HTTP_POST) {
        answer(r, parser, "200 OK", r->body, r->body_length);
    } else if (strcmp(r->url, "/") == 0 && parser->method == HTTP_GET) {
        answer_text(r, parser, "200 OK", "hello\n");
    } else {
        answer_text(r, parser, "404 Not Found", "no such thing\n");
    }
}

/* What the parser calls. -------------------------------------------------------------------------- */

static int on_begin(http_parser *parser) {
    struct request *r = parser->data;
    r->url_length = r->body_length = 0;
    r->too_long = false;
    return 0;
}

static int on_url(http_parser *parser, const char *at, size_t length) {
    struct request *r = parser->data;
    if (length >= URL_MOST - r->url_length) {
        r->too_long = true;
        return 0;
    }
    memcpy(r->url + r->url_length, at, length);
    r->url_length += length;
    return 0;
}

static int on_body(http_parser *parser, const char *at, size_t length) {
    struct request *r = parser->data;
    if (!r->body)
        r->body = malloc(BODY_MOST);
    if (!r->body || length > BODY_MOST - r->body_length) {
        r->too_long = true;
        return 0;
    }
    memcpy(r->body + r->body_length, at, length);
    r->body_length += length;
    return 0;
}

static int on_complete(http_parser *parser) {
    dispatch(parser->data, parser);
    return 0;
}

static const http_parser_settings settings = {
    .on_message_begin = on_begin, .on_url = on_url, .on_body = on_body, .on_message_complete = on_complete};

/* Reads and parses until the peer or the protocol ends the connection; what was answered is sent before the next
 * read, so a peer that waits for it gets it. */
static void converse(int fd, struct request *r) {
    http_parser parser;
    char buffer[4096];
    http_parser_init(&parser, HTTP_REQUEST);
    parser.data = r;
    for (;;) {
        ssize_t got = cede_read(fd, buffer, sizeof buffer, cede_now() + IDLE_NS);
        size_t parsed = got < 0 ? 0 : http_parser_execute(&parser, &settings, buffer, (size_t)got);
        if (got > 0 && parsed != (size_t)got)
            answer_text(r, &parser, "400 Bad Request", "not HTTP\n");
        if (fflush(r->out) != 0 || got <= 0 || parsed != (size_t)got || !http_should_keep_alive(&parser))
            return;
    }
}

static void *serve(void *connection) {
    int fd = (int)(intptr_t)connection;
    struct request r = {.out = cede_fopen_socket(fd, "wk", NULL)};
    char rest[512];
    if (r.out) {
        converse(fd, &r);
        fclose(r.out);
    }
    free(r.body);
    /* Closing with unread input would reset the connection and take back what was just sent. */
    cede_shutdown(fd, SHUT_WR);
    while (cede_read(fd, rest, sizeof rest, cede_now() + 1000000000) > 0)
        ;
    cede_close(fd);
    return NULL;
}

static void *program(void *unused) {
    int listener, connection;
    uint16_t port;
    if (cede_tcp_listen("127.0.0.1", 0, &listener) != 0 || cede_local_port(listener, &port) != 0)
        return (void *)1;
    printf("port %u\n", port);
    fflush(stdout);
    while (cede_accept(listener, &connection, NULL, NULL, CEDE_FOREVER) == 0)
        cede_detach(cede_spawn(serve, (void *)(intptr_t)connection));
    return unused;
}

int main(void) {
    void *failed;
    return cede_run(NULL, program, NULL, &failed) != 0 || failed;
}
