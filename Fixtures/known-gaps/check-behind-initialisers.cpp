// Gap: a constructor that recurses in its initialisers meets its check only on the way back, so going down is one
// run, as long as the stack lasts.
struct Chain {
    Chain *rest;
    explicit Chain(int n) : rest(n ? new Chain(n - 1) : nullptr) {} // entry: check, behind the recursion
};

int main() {
    Chain chain(5000);
    return chain.rest == nullptr;
}
