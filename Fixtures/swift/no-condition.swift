// flags: -enable-upcoming-feature InternalImportsByDefault
// Nothing of it is compiled, and the import would be unused.
#if FIXTURE_NEVER
@inlinable public func halvings(_ n: Int) -> Int {
    var (n, count) = (n, 0)
    while n > 1 { n /= 2; count += 1 } // loop: check
    return count
}

#endif
