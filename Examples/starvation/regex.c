/*
 * regex.c - a backtracking regular-expression matcher: branches, recursion, exponential time.
 * Patterns are literals, `.`, `|`, `*`, `+`, `?` and groups. An automaton matches in linear time;
 * people link backtracking matchers, and this is how one request takes a server down.
 */
#include "hogs.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind { BYTE, ANY, SPLIT, JUMP, MATCH };
enum { MOST = 64 };

struct program {
    struct instruction {
        enum kind kind;
        char byte;
        int first, second; /* where to go on; a split tries `second` when `first` failed */
    } code[MOST];
    int size;
    const char *rest; /* of the pattern */
};

static int emit(struct program *p, enum kind kind, char byte, int first, int second) {
    if (p->size == MOST) {
        fputs("starvation: the pattern is too long\n", stderr);
        exit(70);
    }
    p->code[p->size] = (struct instruction){kind, byte, first, second};
    return p->size++;
}

/* Makes room for one instruction in front of those from `at` on. */
static void insert_split(struct program *p, int at) {
    emit(p, MATCH, 0, 0, 0);
    memmove(&p->code[at + 1], &p->code[at], (size_t)(p->size - at - 1) * sizeof p->code[0]);
    for (int i = at + 1; i < p->size; i++)
        if (p->code[i].kind == SPLIT || p->code[i].kind == JUMP) {
            p->code[i].first += p->code[i].first >= at;
            p->code[i].second += p->code[i].second >= at;
        }
    p->code[at] = (struct instruction){SPLIT, 0, at + 1, 0};
}

static void alternatives(struct program *p);

static void atom(struct program *p) {
    char c = *p->rest++;
    if (c == '(') {
        alternatives(p);
        p->rest++;
    } else {
        emit(p, c == '.' ? ANY : BYTE, c, 0, 0);
    }
}

static void sequence(struct program *p) {
    while (*p->rest && *p->rest != '|' && *p->rest != ')') {
        int at = p->size;
        atom(p);
        char c = *p->rest;
        if (c != '*' && c != '+' && c != '?')
            continue;
        p->rest++;
        if (c == '+') {
            emit(p, SPLIT, 0, at, p->size + 1);
            continue;
        }
        insert_split(p, at);
        if (c == '*')
            emit(p, JUMP, 0, at, 0);
        p->code[at].second = p->size;
    }
}

static void alternatives(struct program *p) {
    int at = p->size;
    sequence(p);
    if (*p->rest != '|')
        return;
    p->rest++;
    insert_split(p, at);
    int jump = emit(p, JUMP, 0, 0, 0);
    p->code[at].second = p->size;
    alternatives(p);
    p->code[jump].first = p->size;
}

static void compile(struct program *p, const char *pattern) {
    p->size = 0;
    p->rest = pattern;
    alternatives(p);
    emit(p, MATCH, 0, 0, 0);
}

static bool matches(const struct program *p, int at, const char *text) {
    for (;;) {
        const struct instruction *now = &p->code[at];
        switch (now->kind) {
        case BYTE:
        case ANY:
            if (!*text || (now->kind == BYTE && *text != now->byte))
                return false;
            text++;
            at++;
            break;
        case SPLIT:
            if (matches(p, now->first, text))
                return true;
            at = now->second;
            break;
        case JUMP:
            at = now->first;
            break;
        case MATCH:
            return *text == 0;
        }
    }
}

/* Volatile, or the compiler may see that every match has the same answer and match only once. */
static const char *volatile subject = "aaaaaaaaaaaaaac";

void *match_for_ever(void *units) {
    struct program words;
    compile(&words, "(a|aa|aaa)+b");
    for (;;) {
        if (matches(&words, 0, subject))
            abort();
        count_unit(units);
    }
}
