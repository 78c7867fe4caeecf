extern __thread volatile unsigned char cede_flag __attribute__((__tls_model__("initial-exec"))); extern void cede_check_slow(void) __attribute__((__cold__, __nothrow__)); extern __inline__ __attribute__((__gnu_inline__, __always_inline__, __artificial__)) void cede_check(void) { if (__builtin_expect(cede_flag, 0)) cede_check_slow(); } struct node { struct node *left, *right; };

static int depth(const struct node *n) { int __cede_at_85 __attribute__((__unused__)) = (cede_check(), 0);
    int l = n->left ? depth(n->left) : 0;
    int r = n->right ? depth(n->right) : 0;
    return 1 + (l > r ? l : r);
}

int depthOf(const struct node *n) { return n ? depth(n) : 0; }
