// FNV-1a and CRC-32 of bytes.

let table = (0..<256).map { byte -> UInt32 in
    (0..<8).reduce(UInt32(byte)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0xedb8_8320 : crc >> 1 }
}

@inline(never)
func crc(_ bytes: [UInt8], _ table: [UInt32]) -> UInt32 {
    var crc: UInt32 = 0xffff_ffff
    for byte in bytes {
        crc = table[Int((crc ^ UInt32(byte)) & 0xff)] ^ crc >> 8
    }
    return ~crc
}

@inline(never)
func fnv(_ bytes: [UInt8]) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return hash
}

let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
var result: UInt64 = 0
for _ in 0..<20 {
    result = result &* 31 &+ UInt64(crc(bytes, table)) &+ fnv(bytes)
}
print(result)
