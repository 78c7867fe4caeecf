// Gap, tree carrier only: a pragma that a macro holds is not seen in the text before the loop, so the loop is cut
// and the pragma then applies to the outer loop. After the preprocessor it is a directive like any other.
#define UNROLL _Pragma("GCC unroll 2")

int f(int n) {
    int s = 0;
    UNROLL for (int i = 0; i < n; i++) s += i; // loop: check, pragma
    return s;
}
