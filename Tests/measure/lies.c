// Assembly is taken for the few instructions it spells. This one (`rep stosb`, by its bytes) runs a million times: what
// was proven is wrong, and the witness must say so.
#include <stddef.h>

static unsigned char bytes[1 << 20];

static void fill(int turns) {
    // Counted by nothing, so that each turn has a check.
    for (;;) {
        if (turns-- == 0)
            return;
        void *to = bytes;
        size_t count = sizeof bytes;
        __asm__ volatile(".byte 0xf3, 0xaa" : "+D"(to), "+c"(count) : "a"(turns) : "memory");
    }
}

int main(void) {
    fill(200);
    return bytes[5] == 1;
}
