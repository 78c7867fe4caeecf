// Methods are functions, messages are calls through pointers, and for-in walks a collection.
// flags: -fblocks
// compilers: clang
// runs: no
typedef struct objc_object *id;
typedef unsigned long NSUInteger;
typedef struct {
    unsigned long state;
    id *itemsPtr;
    unsigned long *mutationsPtr;
    unsigned long extra[5];
} NSFastEnumerationState;

@interface Base
+ (id)alloc;
- (id)next;
- (int)count;
- (NSUInteger)countByEnumeratingWithState:(NSFastEnumerationState *)state objects:(id *)stack count:(NSUInteger)n;
@end

@interface Walker : Base {
    int steps;
}
- (int)walk:(int)n;
@end

@implementation Walker
- (int)walk:(int)n {
    int s = 0;
    while (n & 7) s += n++; // loop: check
    for (int i = 0; i < n; i++) s ^= i; // loop: strip
    return s;
}
- (int)all:(Base *)items { // entry: check, through a pointer
    int s = 0;
    for (Base *item in items) s += [item count]; // loop: check
    for (id item in items) { // loop: check
        if (!item) continue;
        steps++;
    }
    return s;
}
- (int)deep:(int)n { // entry: check, through a pointer
    return n ? [self deep:n - 1] : 0;
}
- (int)locked:(int)n {
    int s = 0;
    @synchronized(self) {
        while (n & 7) s += n++; // loop: none, @synchronized
        for (int i = 0; i < n; i++) s ^= i; // loop: none, @synchronized
    }
    @autoreleasepool {
        while (n & 15) s += n++; // loop: check
    }
    @try {
        while (n & 31) s += n++; // loop: check
    } @finally {
        s++;
    }
    return s;
}
+ (void)each:(void (^)(int))block { // entry: check, through a pointer
    for (int i = 0; i < 90; i++) block(i); // loop: check, through a pointer
}
- (void)every { // entry: check, through a pointer
    [Walker each:^(int n) {
        while (n & 3) n++; // loop: check
    }];
}
@end
