// Gap: nobody wrote the destructor that recurses here, so there is no body for a check: a list of a million nodes is
// destroyed in one go. It is not told either.
#include <memory>

struct Node {
    std::unique_ptr<Node> next;
};

int main() {
    std::unique_ptr<Node> list;
    for (int i = 0; i < 1000; i++) { // loop: check
        std::unique_ptr<Node> node(new Node);
        node->next = std::move(list);
        list = std::move(node);
    }
    return 0;
}
