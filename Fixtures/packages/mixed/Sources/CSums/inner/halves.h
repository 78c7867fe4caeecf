static inline int halves(unsigned n) {
    int count = 0;
    while (n) {
        unsigned half = 0; while (2 * half + 2 <= n) half++; n = half;
        count++;
    }
    return count;
}
