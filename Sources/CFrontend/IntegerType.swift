// C's integer types as far as loops count in them.

import CLibClang

struct IntegerType {
    var name: String
    var unsignedName: String
    var bytes: Int
    var isSigned: Bool

    /// By libclang's CXTypeKind, stable since libclang 3.
    private static let kinds: [Int32: (name: String, unsigned: String, isSigned: Bool)] = [
        4: ("char", "unsigned char", false), 5: ("unsigned char", "unsigned char", false),
        8: ("unsigned short", "unsigned short", false), 9: ("unsigned int", "unsigned int", false),
        10: ("unsigned long", "unsigned long", false),
        11: ("unsigned long long", "unsigned long long", false),
        13: ("char", "unsigned char", true), 14: ("signed char", "unsigned char", true),
        16: ("short", "unsigned short", true), 17: ("int", "unsigned int", true),
        18: ("long", "unsigned long", true), 19: ("long long", "unsigned long long", true),
    ]

    init?(_ type: CXType) {
        guard let kind = Self.kinds[Int32(type.kind)] else { return nil }
        name = kind.name
        unsignedName = kind.unsigned
        isSigned = kind.isSigned
        bytes = Int(clang_Type_getSizeOf(type))
    }

    /// A promoted type by the name this file gives it; sizes as on every 64-bit Unix.
    static func named(_ name: String) -> IntegerType? {
        guard let kind = kinds.values.first(where: { $0.name == name }) else { return nil }
        return IntegerType(
            name: name, unsignedName: kind.unsigned, bytes: name.hasSuffix("int") ? 4 : 8,
            isSigned: kind.isSigned)
    }

    private init(name: String, unsignedName: String, bytes: Int, isSigned: Bool) {
        self.name = name
        self.unsignedName = unsignedName
        self.bytes = bytes
        self.isSigned = isSigned
    }

    /// Arithmetic happens in this type, not in `int`.
    var isPromoted: Bool { bytes >= 4 }

    /// Whether the type holds `bound` and `overshoot` more (or less, if negative), so that a walk ends there.
    func holds(_ bound: Int64, overshoot: Int64) -> Bool {
        let bits = Int64(bytes * 8 - (isSigned ? 1 : 0))
        let most = bits >= 63 ? Int64.max : (Int64(1) << bits) - 1
        let least = !isSigned ? 0 : bits >= 63 ? Int64.min : -(Int64(1) << bits)
        let (end, overflow) = bound.addingReportingOverflow(overshoot)
        return !overflow && (least...most).contains(bound) && (least...most).contains(end)
    }
}
