// flags: -enable-upcoming-feature InternalImportsByDefault
// Other modules compile a function of this file into themselves, but nothing stands in it: the import is this file's own.
@inlinable public func twice(_ n: Int) -> Int { n &* 2 }
@inlinable public func clamped(_ n: Int, to limit: Int = 9) -> Int { n > limit ? limit : n }

func halvings(_ n: Int) -> Int {
    var (n, count) = (n, 0)
    while n > 1 { n /= 2; count += 1 } // loop: check
    return count
}

print(twice(halvings(1000)), clamped(12))
