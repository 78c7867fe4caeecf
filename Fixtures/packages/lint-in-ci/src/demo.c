#include <stdio.h>

int main(void) {
    puts("a ring");
    return 0;
}
