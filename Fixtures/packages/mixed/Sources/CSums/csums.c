#include "csums.h"
#include "halves.h"

long csums_sum(long n) {
    long sum = 0;
    while (n) {
        sum += n * FACTOR + halves(0);
        n--;
    }
    return sum;
}
