// Nested functions of gcc, which no libclang reads: the function around one is left alone and told, the others have their
// checks; and where the address of one is taken, gcc puts code on the stack, which a task's stack must then allow.
#include <stdio.h>

static int apply(int (*function)(int), int n) {
    int s = 0;
    for (int i = 0; i < n; i++) s += function(i);
    return s;
}

static int around(int k) {
    int s = 0;
    int add(int n) {
        while (n-- > 0) s++;
        return s + k;
    }
    return apply(add, 5) + add(2);
}

int main(void) {
    printf("%d\n", around(3));
    return 0;
}
