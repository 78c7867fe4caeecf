// flags: -enable-upcoming-feature InternalImportsByDefault
// Other modules compile checks of this file into themselves: in a body and in a default argument.
@inlinable public func halvings(_ n: Int) -> Int {
    var (n, count) = (n, 0)
    while n > 1 { n /= 2; count += 1 } // loop: check
    return count
}

print(halvings(1000))
