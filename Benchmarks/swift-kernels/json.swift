// A parser of JSON by recursive descent, and what prints its values again.

enum JSON {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([(String, JSON)])
}

struct Malformed: Error {}

struct Parser {
    let bytes: [UInt8]
    var position = 0

    mutating func value() throws -> JSON {
        skipSpace()
        switch try peek() {
        case UInt8(ascii: "{"):
            var members: [(String, JSON)] = []
            try list(until: UInt8(ascii: "}")) { parser in
                parser.skipSpace()
                let key = try parser.string()
                parser.skipSpace()
                try parser.expect(UInt8(ascii: ":"))
                members.append((key, try parser.value()))
            }
            return .object(members)
        case UInt8(ascii: "["):
            var elements: [JSON] = []
            try list(until: UInt8(ascii: "]")) { elements.append(try $0.value()) }
            return .array(elements)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func list(until end: UInt8, _ element: (inout Parser) throws -> Void) throws {
        position += 1
        skipSpace()
        while try peek() != end {
            try element(&self)
            skipSpace()
            if try peek() == UInt8(ascii: ",") { position += 1 }
        }
        position += 1
    }

    private mutating func string() throws -> String {
        try expect(UInt8(ascii: "\""))
        let start = position
        while try peek() != UInt8(ascii: "\"") { position += 1 }
        defer { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func number() throws -> Double {
        var (value, scale) = (0.0, 1.0)
        var isFraction = false
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: ".") {
                isFraction = true
            } else if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
                value = value * 10 + Double(byte - UInt8(ascii: "0"))
                if isFraction { scale *= 10 }
            } else {
                break
            }
            position += 1
        }
        if position == start { throw Malformed() }
        return value / scale
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws -> JSON {
        for i in 0..<word.utf8CodeUnitCount {
            try expect(word.utf8Start[i])
        }
        return value
    }

    private mutating func skipSpace() {
        while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
    }

    private func peek() throws -> UInt8 {
        if position >= bytes.count { throw Malformed() }
        return bytes[position]
    }

    private mutating func expect(_ byte: UInt8) throws {
        if try peek() != byte { throw Malformed() }
        position += 1
    }
}

extension JSON {
    func write(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .number(let value): text += String(Int(value * 100))
        case .string(let value):
            text += "\""
            text += value
            text += "\""
        case .array(let elements):
            text += "["
            for element in elements {
                element.write(to: &text)
                text += ","
            }
            text += "]"
        case .object(let members):
            text += "{"
            for (key, value) in members {
                text += key
                text += ":"
                value.write(to: &text)
                text += ","
            }
            text += "}"
        }
    }
}

let entry = #"{"name": "entry", "tags": ["a", "b", "c"], "size": [12.5, 3.25, 1024], "deep": {"x": {"y": [true, null]}}}"#
let document = "[" + Array(repeating: entry, count: 2000).joined(separator: ",\n") + "]"
var length = 0
for _ in 0..<4 {
    var parser = Parser(bytes: Array(document.utf8))
    var text = ""
    try parser.value().write(to: &text)
    length += text.utf8.count
}
print(length)
