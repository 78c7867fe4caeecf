// flags: -enable-upcoming-feature InternalImportsByDefault
// Other modules compile a check of this file into themselves.
@inlinable public func halvings(_ n: Int) -> Int {
    var (n, count) = (n, 0)
    while n > 1 { n /= 2; count += 1 } // loop: check
    return count
}

print(halvings(1000))
