// Comments, splices and quotes where a reader of bytes may stumble.
// checks: >= 12
// budget: 0.4 us
#include <stdio.h>

static int f(int n) {
    int s = 0;
    for (int i /* ; ( */ = 0; /* { } */ i < n /* ) */; i++ /* ; */) /* } */ s += i; // loop: strip
    while /* ( */ (n > 30 && s != ')' && *"(;" == '(') // loop: check
        n--; // }
    do { n--; } /* while (1) */ while /* ( */ (n > 20); // loop: strip
    /* loop: strip */ for (int i = 0; \
         i < n; i++) s += '\'' + '"';
    /* tree loop: check, a macro spells it; pre loop: strip */ fo\
r (int i = 0; i < n; i+\
+) s ^= i;
    /* loop: check */ wh\
ile (s > 9 && s != 77) { s /= 2; \
    }
    int k = 0;
    for (;; k++ // loop: check
        ) { // ) ;
        if (k > 3) break;
    }
    return s;
}

int main(void) {
    printf("%d\n", f(40));
    return 0;
}
