long csums_sum(long n);
