static inline int is_even(long n) { return n % 2 == 0; }
