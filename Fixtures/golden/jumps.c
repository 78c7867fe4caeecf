int retry(int (*attempt)(int)) {
    int n = 0;
again:
    if (n++ < 9 && !attempt(n)) goto again;
    return n;
}
