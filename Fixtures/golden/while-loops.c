unsigned digits(unsigned n, const char **p) {
    unsigned d = 0;
    do d++; while ((n &= n - 1));
    while (**p == ' ') ++*p;
    while (n < d) {
        if (n & 1) continue;
        n++;
    }
    return d;
}
