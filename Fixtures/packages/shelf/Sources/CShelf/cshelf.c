#include "cshelf.h"

int cshelf_twice(int n) {
    int twice = 0;
    while (n-- > 0)
        twice += 2;
    return twice;
}
