// Objective-C and C++ in one source.
// flags: -std=c++17 -fblocks
// compilers: clang
// runs: no
typedef struct objc_object *id;

template <class T> struct Box {
    T value;
    int spin() const {
        int n = 9;
        while (n & 7) n++; // loop: check
        return n;
    }
};

@interface Mixed
- (int)run:(int)n;
@end

@implementation Mixed
- (int)run:(int)n {
    auto f = [](int k) {
        while (k & 3) k++; // loop: check
        return k;
    };
    int values[] = {1, 2, 3}, s = 0;
    for (int value : values) s += f(value); // loop: bounded
    return s + Box<int>{n}.spin();
}
@end
