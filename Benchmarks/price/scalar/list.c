/* list.c - linked lists that fit the cache: walked, reversed, merged by sorting. */
#include "../../kernels/kernel.h"

struct item {
    struct item *next;
    uint32_t value;
};

NEVER_INLINE static uint64_t total(const struct item *list) {
    uint64_t sum = 0;
    for (; list; list = list->next)
        sum += list->value;
    return sum;
}

NEVER_INLINE static struct item *reversed(struct item *list) {
    struct item *out = NULL;
    while (list) {
        struct item *next = list->next;
        list->next = out;
        out = list;
        list = next;
    }
    return out;
}

NEVER_INLINE static struct item *merged(struct item *a, struct item *b) {
    struct item head, *last = &head;
    while (a && b) {
        struct item **from = a->value <= b->value ? &a : &b;
        last = last->next = *from;
        *from = (*from)->next;
    }
    last->next = a ? a : b;
    return head.next;
}

static struct item *sorted(struct item *list) {
    if (!list || !list->next)
        return list;
    struct item *slow = list, *fast = list->next;
    while (fast && fast->next) {
        slow = slow->next;
        fast = fast->next->next;
    }
    struct item *half = slow->next;
    slow->next = NULL;
    return merged(sorted(list), sorted(half));
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 2000), rounds = argument(argc, argv, 2, 400);
    struct item *items = memory((size_t)n * sizeof *items);
    uint64_t sum = 0;
    uint32_t state = 3;
    for (int round = 0; round < rounds; round++) {
        struct item *list = NULL;
        for (int i = 0; i < n; i++) {
            items[i] = (struct item){list, random_number(&state)};
            list = &items[i];
        }
        for (int i = 0; i < 10; i++) {
            sum += total(list);
            list = reversed(list);
        }
        list = sorted(list);
        sum += list->value;
    }
    print_digest(&sum, sizeof sum);
}
