/* vm-goto.c - the same interpreter with computed gotos. */
#include "../../kernels/kernel.h"

enum { PUSH, ADD, SUB, DUP, LOAD, STORE, JUMP_IF, MULTIPLY, HALT };

NEVER_INLINE static int64_t run(const int32_t *code, int64_t *locals) {
    static const void *const labels[] = {&&push, &&add, &&sub, &&dup, &&load, &&store, &&jump_if, &&multiply, &&halt};
    int64_t stack[64], *top = stack;
    const int32_t *at = code;
#define NEXT goto *labels[*at++]
    NEXT;
push:
    *++top = *at++;
    NEXT;
add:
    top--;
    *top += top[1];
    NEXT;
sub:
    top--;
    *top -= top[1];
    NEXT;
multiply:
    top--;
    *top *= top[1];
    NEXT;
dup:
    top++;
    *top = top[-1];
    NEXT;
load:
    *++top = locals[*at++];
    NEXT;
store:
    locals[*at++] = *top--;
    NEXT;
jump_if:
    if (*top--)
        at = code + *at;
    else
        at++;
    NEXT;
halt:
    return *top;
}

int main(int argc, char **argv) {
    int turns = argument(argc, argv, 1, 10000000);
    static const int32_t code[] = {PUSH, 0, STORE, 0, /* 4: */ LOAD, 0, LOAD, 1, PUSH, 3, MULTIPLY, ADD, STORE, 0,
                                   LOAD, 1, PUSH, 1, SUB, DUP, STORE, 1, JUMP_IF, 4, LOAD, 0, HALT};
    int64_t locals[4] = {0, turns};
    int64_t result = run(code, locals);
    print_digest(&result, sizeof result);
}
