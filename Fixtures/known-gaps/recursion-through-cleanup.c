// Gap: a cleanup function is called without a call in the syntax tree (libclang shows the attribute without the
// function's name), so this cycle of calls is not seen and has no check at an entry.
static void again(int *n);

static int f(int n) { // entry: check
    __attribute__((cleanup(again))) int left = n;
    return left;
}

static void again(int *n) {
    if (*n > 0) f(*n - 1);
}

int main(void) { return f(9); }
