/* tree.c - a binary search tree: built by insertion, looked up, summed by recursion. */
#include "../../kernels/kernel.h"

struct node {
    struct node *left, *right;
    uint32_t key;
};

static struct node *insert(struct node *root, struct node *node) {
    struct node **at = &root;
    while (*at)
        at = node->key < (*at)->key ? &(*at)->left : &(*at)->right;
    *at = node;
    return root;
}

static const struct node *find(const struct node *node, uint32_t key) {
    while (node && node->key != key)
        node = key < node->key ? node->left : node->right;
    return node;
}

static uint64_t sum(const struct node *node) {
    return node ? node->key + sum(node->left) + sum(node->right) : 0;
}

static int depth(const struct node *node) {
    if (!node)
        return 0;
    int left = depth(node->left), right = depth(node->right);
    return 1 + (left > right ? left : right);
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 20000), rounds = argument(argc, argv, 2, 12);
    struct node *nodes = memory((size_t)n * sizeof *nodes);
    uint64_t total = 0;
    for (int round = 0; round < rounds; round++) {
        uint32_t state = 7 + (uint32_t)round, seek = 7 + (uint32_t)round;
        struct node *root = NULL;
        for (int i = 0; i < n; i++) {
            nodes[i] = (struct node){NULL, NULL, random_number(&state)};
            root = insert(root, &nodes[i]);
        }
        for (int i = 0; i < n; i++)
            total += find(root, random_number(&seek)) != NULL;
        for (int i = 0; i < 8; i++) {
            total += sum(root) + (uint64_t)depth(root);
            touched(root);
        }
    }
    print_digest(&total, sizeof total);
}
