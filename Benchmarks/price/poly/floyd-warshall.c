/* floyd-warshall.c - shortest paths between all pairs. */
#include "poly.h"

NEVER_INLINE static void shortest_paths(int n, int P[n][n]) {
    for (int k = 0; k < n; k++)
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                P[i][j] = P[i][j] < P[i][k] + P[k][j] ? P[i][j] : P[i][k] + P[k][j];
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 220), rounds = argument(argc, argv, 2, 24);
    int(*P)[n] = memory((size_t)(n * n) * sizeof(int));
    for (int round = 0; round < rounds; round++) {
        uint32_t state = 1;
        for (int i = 0; i < n * n; i++)
            P[i / n][i % n] = (int)(random_number(&state) % 1000);
        shortest_paths(n, P);
        touched(P);
    }
    print_digest(P, (size_t)(n * n) * sizeof(int));
}
