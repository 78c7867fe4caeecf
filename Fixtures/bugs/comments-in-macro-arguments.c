// To a preprocessor that keeps comments they are part of what a macro is given, and of the string that `#x` makes of it;
// clang's drops them there all the same. The source itself has such comments put into no string, and means them.
// flags: -std=gnu11
// checks: >= 1
#include <stdio.h>

#define RUN(x) x
#define BOTH(a, b) a; b
#define STRING(x) #x
#define TIMES(x) ((x) * 2)
#define QUIETLY(x) /* cede:no-yield -- in the definition */ x

static int f(int n) {
    RUN(/* cede:no-yield -- in one */ while (n > 15 && n < 99) n--); // tree loop: check; pre loop: none, on purpose: in one
    BOTH(while (n % 7) n--, /* cede:no-yield -- b */ while (n % 3) n--); // loop: check; tree loop: check; pre loop: none, purpose
    QUIETLY(while (n > 7 && n < 99) n--); // tree loop: check; pre loop: none, on purpose: in the definition
    n += TIMES /* a token */ (n);
    // cede:no-yield -- behind one
    while (n > 5 && n < 99) n--; // loop: none, on purpose: behind one
    return n;
}

int main(void) {
    puts(STRING(a /* cede:no-yield -- in a string */ b));
    printf("%d\n", f(20));
    return 0;
}
