// flags: -enable-upcoming-feature InternalImportsByDefault -D FIXTURE_ALWAYS
// Everything stands in one `#if`, and so does the import.
#if FIXTURE_ALWAYS
@inlinable public func halvings(_ n: Int) -> Int {
    var (n, count) = (n, 0)
    while n > 1 { n /= 2; count += 1 } // loop: check
    return count
}

print(halvings(1000))
#endif
