// Gap: with -fopenmp libclang shows nothing of a loop or block that OpenMP runs. It is left alone, as it should be, but
// not told.
// flags: -fopenmp
// runs: no
static int f(int n) {
    int s = 0;
#pragma omp parallel for reduction(+ : s)
    for (int i = 0; i < n; i++) s += i; // loop: none, OpenMP
    return s;
}

int main(void) { return f(3); }
