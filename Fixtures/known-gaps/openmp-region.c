// Gap: a block that OpenMP runs on its own threads is taken for a block like any other, where only single loops are seen to
// be OpenMP's. On those threads a check does nothing, but on the task's own it may yield in the middle of the region.
// runs: no
static int f(int n) {
    int s = 0;
#pragma omp parallel
    {
        while (n & 7) n++; // loop: none, OpenMP
    }
    return s + n;
}

int main(void) { return f(3); }
