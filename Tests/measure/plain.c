/* A program that nobody measures, linked by hand. */
#include "cede.h"

#include <stdio.h>

static void *work(void *unused) {
    for (int i = 0; i < 1000; i++)
        cede_check();
    puts("ran");
    return unused;
}

int main(void) { return cede_run(NULL, work, NULL, NULL); }
