struct node { struct node *left, *right; };

static int depth(const struct node *n) {
    int l = n->left ? depth(n->left) : 0;
    int r = n->right ? depth(n->right) : 0;
    return 1 + (l > r ? l : r);
}

int depthOf(const struct node *n) { return n ? depth(n) : 0; }
