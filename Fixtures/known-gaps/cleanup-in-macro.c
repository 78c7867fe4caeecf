// Gap: in the tree a macro that spells __attribute__((cleanup(f))) hides the call of f: libclang shows the attribute
// without the function's name, and the text has only the macro.
// runs: no
#define CLEANED(f) __attribute__((cleanup(f)))

static void again(int *n);

static int f(int n) { // entry: check
    CLEANED(again) int left = n;
    return left;
}

static void again(int *n) {
    if (*n > 0) f(*n - 1);
}

int main(void) { return f(9); }
