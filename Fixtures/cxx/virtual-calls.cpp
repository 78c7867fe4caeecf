// A virtual call may reach any override, as a call through a pointer may.
// flags: -std=c++11
// checks: >= 30
#include <cstdio>

struct Node {
    virtual ~Node() {}
    virtual int value() const = 0;
    virtual int leaf() const { return 1; }
};

struct Number : Node {
    int n;
    explicit Number(int n) : n(n) {}
    int value() const override { return n; }
};

struct Sum : Node {
    Node *left, *right;
    Sum(Node *l, Node *r) : left(l), right(r) {}
    ~Sum() override { // entry: check, through a pointer
        delete left;
        delete right;
    }
    int value() const override { return left->value() + right->value(); } // entry: check, through a pointer
    int leaf() const override { return Node::leaf() + 1; } // entry: check, through a pointer
};

static Node *tree(int depth) { // entry: check, it can call itself
    if (depth == 0) return new Number(depth + 2);
    return new Sum(tree(depth - 1), tree(depth - 1));
}

// Members are reached by pointers to them as well.
struct Machine {
    int steps;
    int again(int n) { return n ? (this->*next)(n - 1) : steps; } // entry: check, through a pointer
    int (Machine::*next)(int);
};

int main() { // entry: check, through a pointer
    Node *root = tree(3);
    Machine machine{4, &Machine::again};
    printf("%d %d %d\n", root->value(), root->leaf(), machine.again(9));
    delete root;
    return 0;
}
