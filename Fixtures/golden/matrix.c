void multiply(int n, double (*c)[64], double (*a)[64], double (*b)[64]) {
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            double s = 0;
            for (int k = n - 1; k >= 0; --k) s += a[i][k] * b[k][j];
            c[i][j] = s;
        }
}
