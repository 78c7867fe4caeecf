#include "csums.h"
#include "halves.h"

long csums_sum(long n) {
    long sum = 0;
    while (n) {
        sum += halves(0);
        for (long i = 0; i < n; i++) sum += FACTOR;
        n--;
    }
    return sum;
}
