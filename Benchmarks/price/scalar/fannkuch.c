/* fannkuch.c - permutations: reversals of a few elements, again and again. */
#include "../../kernels/kernel.h"

NEVER_INLINE static int fannkuch(int n) {
    int perm[16], work[16], count[16], most = 0, r = n;
    for (int i = 0; i < n; i++)
        perm[i] = i;
    for (;;) {
        for (; r != 1; r--)
            count[r - 1] = r;
        for (int i = 0; i < n; i++)
            work[i] = perm[i];
        int flips = 0;
        for (int k; (k = work[0]) != 0; flips++)
            for (int i = 0, j = k; i < j; i++, j--) {
                int t = work[i];
                work[i] = work[j];
                work[j] = t;
            }
        most = flips > most ? flips : most;
        for (;; r++) {
            if (r == n)
                return most;
            int first = perm[0];
            for (int i = 0; i < r; i++)
                perm[i] = perm[i + 1];
            perm[r] = first;
            if (--count[r] > 0)
                break;
        }
    }
}

int main(int argc, char **argv) {
    int most = fannkuch(argument(argc, argv, 1, 10));
    print_digest(&most, sizeof most);
}
