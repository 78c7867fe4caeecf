// Loops while a lock of the thread is held, and macros that open a block and close it: nothing comes between them.
// flags: -std=gnu11 -pthread
// budget: 0.4 us
// checks: >= 12
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int cleaned;

static void clean(void *p) { cleaned += *(int *)p; }

static int held(int n) {
    int s = 0;
    pthread_mutex_lock(&mutex);
    for (int i = 0; i < n; i++) s += i; // loop: strip
    while (s > 9 && s != 77) s /= 2; // loop: check
    pthread_mutex_unlock(&mutex);
    return s;
}

static int pushed(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) { // loop: check
        pthread_cleanup_push(clean, &i); // tree jump: none, macro pthread_cleanup_push; pre jump: check, longjmp
        while (s % 5) s++; // loop: check
        pthread_cleanup_pop(i & 1);
        s += 2;
    }
    return s;
}

int main(void) { // entry: check
    int a = held(90), b = pushed(6);
    printf("%d %d %d\n", a, b, cleaned);
    return 0;
}
