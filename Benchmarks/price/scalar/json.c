/* json.c - a recursive descent parser over text: short scans, a switch a value. */
#include "../../kernels/kernel.h"

#include <string.h>

struct parser {
    const char *at;
    uint64_t values, digits, characters;
};

static void skip_space(struct parser *p) {
    while (*p->at == ' ' || *p->at == '\n' || *p->at == '\t' || *p->at == '\r')
        p->at++;
}

static void string(struct parser *p) {
    p->at++;
    while (*p->at != '"') {
        if (*p->at == '\\')
            p->at++;
        p->at++;
        p->characters++;
    }
    p->at++;
}

static void number(struct parser *p) {
    if (*p->at == '-')
        p->at++;
    while ((*p->at >= '0' && *p->at <= '9') || *p->at == '.' || *p->at == 'e') {
        p->at++;
        p->digits++;
    }
}

static void value(struct parser *p) {
    skip_space(p);
    p->values++;
    switch (*p->at) {
    case '{':
    case '[': {
        int isObject = *p->at == '{';
        char close = isObject ? '}' : ']';
        p->at++;
        skip_space(p);
        while (*p->at != close) {
            if (isObject) {
                string(p);
                skip_space(p);
                p->at++;
            }
            value(p);
            skip_space(p);
            if (*p->at == ',')
                p->at++;
            skip_space(p);
        }
        p->at++;
        break;
    }
    case '"': string(p); break;
    case 't':
    case 'n': p->at += 4; break;
    case 'f': p->at += 5; break;
    default: number(p);
    }
}

static char *text_of_records(int records) {
    char *text = memory((size_t)records * 160 + 16), *at = text;
    uint32_t state = 31;
    at += sprintf(at, "[");
    for (int i = 0; i < records; i++)
        at += sprintf(at,
                      "%s{\"id\": %d, \"name\": \"item \\\"%u\\\"\", \"ok\": %s, \"values\": [%u.5, -%u, %u],\n"
                      "  \"next\": {\"a\": null, \"b\": \"%u\"}}",
                      i ? ", " : "", i, random_number(&state) % 100000, i % 3 ? "true" : "false",
                      random_number(&state) % 1000, random_number(&state) % 100, random_number(&state),
                      random_number(&state));
    strcpy(at, "]");
    return text;
}

int main(int argc, char **argv) {
    int records = argument(argc, argv, 1, 2000), rounds = argument(argc, argv, 2, 800);
    const char *text = text_of_records(records);
    struct parser p = {0};
    for (int round = 0; round < rounds; round++) {
        p.at = text;
        value(&p);
    }
    uint64_t sums[] = {p.values, p.digits, p.characters};
    print_digest(sums, sizeof sums);
}
