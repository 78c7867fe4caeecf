// Gap: what is inserted into the tree is written with `if`, `for` and `break`. A source that makes macros of these
// names is rewritten all the same, and does not compile any more. It should be told; cede cc is not concerned.
// runs: no
static int conditions;

#define if(c) if (conditions++, (c))

static int f(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) s += i; // tree loop: none, the macro if; pre loop: strip
    if (s > 9) s = 9;
    return s + conditions;
}

int main(void) { return f(70); }
