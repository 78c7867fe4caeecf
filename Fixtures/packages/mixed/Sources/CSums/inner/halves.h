static inline int halves(unsigned n) {
    int count = 0;
    while (n) {
        n /= 2;
        count++;
    }
    return count;
}
