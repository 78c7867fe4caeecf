// JSON as build systems write it (compile_commands.json).
//
// Foundation's decoder was rejected: its libraries alone take longer to load than the launcher may take, and the
// tool is one program.

enum JSONValue {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// Where a text stops being JSON, as an offset in bytes.
    struct Fault: Error { var offset: Int }

    init(parsing bytes: [UInt8]) throws(Fault) {
        var parser = Parser(bytes)
        self = try parser.value(depth: 0)
        parser.skipSpace()
        if parser.next < bytes.count { throw Fault(offset: parser.next) }
    }

    subscript(name: String) -> JSONValue? {
        if case .object(let fields) = self { fields[name] } else { nil }
    }

    var string: String? { if case .string(let text) = self { text } else { nil } }
    var array: [JSONValue]? { if case .array(let items) = self { items } else { nil } }

    private struct Parser {
        let bytes: [UInt8]
        var next = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        var fault: Fault { Fault(offset: next) }
        var byte: UInt8? { next < bytes.count ? bytes[next] : nil }

        mutating func skipSpace() {
            while let byte, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { next += 1 }
        }

        mutating func take(_ wanted: UInt8) throws(Fault) {
            skipSpace()
            guard byte == wanted else { throw fault }
            next += 1
        }

        mutating func value(depth: Int) throws(Fault) -> JSONValue {
            skipSpace()
            guard depth < 64, let first = byte else { throw fault }
            switch first {
            case UInt8(ascii: "{"):
                var fields: [String: JSONValue] = [:]
                try list(from: UInt8(ascii: "{"), to: UInt8(ascii: "}")) { (parser) throws(Fault) in
                    parser.skipSpace()
                    let name = try parser.text()
                    try parser.take(UInt8(ascii: ":"))
                    fields[name] = try parser.value(depth: depth + 1)
                }
                return .object(fields)
            case UInt8(ascii: "["):
                var items: [JSONValue] = []
                try list(from: UInt8(ascii: "["), to: UInt8(ascii: "]")) { (parser) throws(Fault) in
                    items.append(try parser.value(depth: depth + 1))
                }
                return .array(items)
            case UInt8(ascii: "\""): return .string(try text())
            default: return try word()
            }
        }

        private mutating func list(
            from open: UInt8, to close: UInt8, _ item: (inout Parser) throws(Fault) -> Void
        ) throws(Fault) {
            try take(open)
            skipSpace()
            if byte == close {
                next += 1
                return
            }
            while true {
                try item(&self)
                skipSpace()
                guard let separator = byte else { throw fault }
                next += 1
                if separator == close { return }
                if separator != UInt8(ascii: ",") { throw Fault(offset: next - 1) }
            }
        }

        private mutating func word() throws(Fault) -> JSONValue {
            let start = next
            while let byte, !" \n\r\t,]}".utf8.contains(byte) { next += 1 }
            let word = String(decoding: bytes[start..<next], as: UTF8.self)
            switch word {
            case "null": return .null
            case "true": return .bool(true)
            case "false": return .bool(false)
            default:
                guard let number = Double(word) else { throw Fault(offset: start) }
                return .number(number)
            }
        }

        private mutating func text() throws(Fault) -> String {
            guard byte == UInt8(ascii: "\"") else { throw fault }
            next += 1
            var units: [UInt8] = []
            while let byte, byte != UInt8(ascii: "\"") {
                next += 1
                if byte != UInt8(ascii: "\\") {
                    units.append(byte)
                    continue
                }
                guard let escape = self.byte else { throw fault }
                next += 1
                switch escape {
                case UInt8(ascii: "n"): units.append(0x0a)
                case UInt8(ascii: "t"): units.append(0x09)
                case UInt8(ascii: "r"): units.append(0x0d)
                case UInt8(ascii: "b"): units.append(0x08)
                case UInt8(ascii: "f"): units.append(0x0c)
                case UInt8(ascii: "u"): units += try unicode()
                default: units.append(escape)
                }
            }
            guard byte != nil else { throw fault }
            next += 1
            return String(decoding: units, as: UTF8.self)
        }

        /// One code point, which may be written as two halves.
        private mutating func unicode() throws(Fault) -> [UInt8] {
            var units = [try fourDigits()]
            if (0xd800..<0xdc00).contains(units[0]), bytes[next...].starts(with: "\\u".utf8) {
                next += 2
                units.append(try fourDigits())
            }
            return Array(String(decoding: units, as: UTF16.self).utf8)
        }

        private mutating func fourDigits() throws(Fault) -> UInt16 {
            let end = next + 4
            guard end <= bytes.count,
                let value = UInt16(String(decoding: bytes[next..<end], as: UTF8.self), radix: 16)
            else { throw fault }
            next = end
            return value
        }
    }
}
