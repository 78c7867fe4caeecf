// Gap: libclang (14 and 21) shows nothing of the initialiser of a switch or a range-for, so a lambda in one is not
// seen, and its loops have no check. What the initialiser may change or call is assumed to be anything.
int main(int argc, char **) {
    switch (auto f = [](int n) {
                while (n & 7) n++; // loop: check, which is missing
                return n;
            };
            f(argc)) {
    case 8: return 0;
    default: return 1;
    }
}
