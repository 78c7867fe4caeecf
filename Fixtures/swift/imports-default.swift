// flags: -enable-upcoming-feature InternalImportsByDefault
// A default argument that other modules evaluate holds a check.
public func applied(_ n: Int, by step: (Int) -> Int = { n in var n = n; while n > 9 { n /= 2 }; return n }) -> Int { step(n) } // loop: check; entry: check, step

print(applied(1000), applied(3) { $0 + 1 })
