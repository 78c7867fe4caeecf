int coptin_steps(long n);
int coptin_halves(long n);
