unsigned evens(unsigned n) {
    unsigned s = 0;
    for (unsigned i = 0; i <= n; i += 2) {
        if (i == 77) break;
        s += i;
    }
    return s;
}
