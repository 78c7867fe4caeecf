// Functions with any number of arguments: the check comes after the registers are saved, and va_arg is no plain read.
// checks: >= 12
#include <stdarg.h>
#include <stdio.h>

static int sum(int n, ...) {
    va_list arguments;
    int s = 0;
    va_start(arguments, n);
    while (n--) s += va_arg(arguments, int); // loop: check
    va_end(arguments);
    return s;
}

static double mixed(const char *kinds, ...) { // entry: check
    va_list arguments, copy;
    double s = 0;
    va_start(arguments, kinds);
    va_copy(copy, arguments);
    for (; *kinds; kinds++) // loop: check
        s += *kinds == 'd' ? va_arg(arguments, double) : va_arg(arguments, int);
    s += va_arg(copy, int);
    va_end(copy);
    va_end(arguments);
    return s < 20 ? s : mixed("i", 2);
}

int main(void) {
    printf("%d %g\n", sum(9, 1, 2, 3, 4, 5, 6, 7, 8, 9), mixed("iddi", 3, 4.5, 20.5, 9));
    return 0;
}
