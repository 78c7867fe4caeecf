// Dot products of short and long vectors of bytes, by way of unsafe buffers.

@inline(never)
func dot(_ a: UnsafeBufferPointer<Int16>, _ b: UnsafeBufferPointer<Int16>) -> Int32 {
    var total: Int32 = 0
    for i in 0..<a.count {
        total &+= Int32(a[i]) &* Int32(b[i])
    }
    return total
}

let a = (0..<65_536).map { Int16(truncatingIfNeeded: $0 &* 31) }
let b = (0..<65_536).map { Int16(truncatingIfNeeded: $0 &* 17) }
var total: Int32 = 0
a.withUnsafeBufferPointer { a in
    b.withUnsafeBufferPointer { b in
        for turn in 0..<8000 {
            total &+= dot(a, b)
            let short = UnsafeBufferPointer(rebasing: a[turn..<turn + 48])
            for _ in 0..<100 {
                total &+= dot(short, short)
            }
        }
    }
}
print(total)
