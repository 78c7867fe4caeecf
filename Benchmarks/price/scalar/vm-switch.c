/* vm-switch.c - a bytecode interpreter whose loop is one switch. */
#include "../../kernels/kernel.h"

enum { PUSH, ADD, SUB, DUP, SWAP, LOAD, STORE, JUMP_IF, MULTIPLY, HALT };

NEVER_INLINE static int64_t run(const int32_t *code, int64_t *locals) {
    int64_t stack[64], *top = stack;
    const int32_t *at = code;
    for (;;) {
        switch (*at++) {
        case PUSH: *++top = *at++; break;
        case ADD: top--; *top += top[1]; break;
        case SUB: top--; *top -= top[1]; break;
        case MULTIPLY: top--; *top *= top[1]; break;
        case DUP: top++; *top = top[-1]; break;
        case SWAP: { int64_t t = *top; *top = top[-1]; top[-1] = t; break; }
        case LOAD: *++top = locals[*at++]; break;
        case STORE: locals[*at++] = *top--; break;
        case JUMP_IF: if (*top--) at = code + *at; else at++; break;
        case HALT: return *top;
        }
    }
}

int main(int argc, char **argv) {
    int turns = argument(argc, argv, 1, 5000000);
    static const int32_t code[] = {PUSH, 0, STORE, 0, /* 4: */ LOAD, 0, LOAD, 1, PUSH, 3, MULTIPLY, ADD, STORE, 0,
                                   LOAD, 1, PUSH, 1, SUB, DUP, STORE, 1, JUMP_IF, 4, LOAD, 0, HALT};
    int64_t locals[4] = {0, turns};
    int64_t result = run(code, locals);
    print_digest(&result, sizeof result);
}
