// Encodable values as JSON, written while they are encoded.
//
// Codable does not say when a container ends. Here each has a level, and whatever is written at one level first
// closes what is open at deeper ones.

import Cede

/// Writes one value after the other as JSON into `writer`.
final class StreamEncoder<Writer: Cede.ByteWriter> {
    private let writer: Writer
    private var open: [Level] = []
    private var failure: (any Error)?

    /// A container; what opens it is written with its first element, as asking for a container cannot fail.
    private struct Level {
        let opening: String, closing: String
        var isEmpty = true
    }

    init(_ writer: Writer) { self.writer = writer }

    func encode(_ value: some Encodable) throws {
        try write(value, path: [])
        try close(downTo: 0)
        if let failure { throw failure }
    }

    /// For what asks for a container, which cannot throw: the error comes out of ``encode(_:)``.
    func attempt(_ body: () throws -> Void) {
        do { try body() } catch { failure = failure ?? error }
    }

    var level: Int { open.count }

    func begin(_ opening: String, _ closing: String) -> Int {
        open.append(Level(opening: opening, closing: closing))
        return level
    }

    func close(downTo level: Int) throws {
        while let last = open.last, open.count > level {
            try writer.write(last.isEmpty ? last.opening + last.closing : last.closing)
            open.removeLast()
        }
    }

    /// Before each element of the container at `level`.
    func next(at level: Int, key: String? = nil) throws {
        try close(downTo: level)
        try writer.write(open[level - 1].isEmpty ? open[level - 1].opening : ",")
        open[level - 1].isEmpty = false
        if let key {
            try write(quoted: key)
            try writer.write(":")
        }
    }

    func write(_ value: some Encodable, path: [any CodingKey]) throws {
        switch value {
        case let value as String: try write(quoted: value)
        case let value as Bool: try writer.write(value ? "true" : "false")
        case let value as any BinaryInteger: try writer.write("\(value)")
        case let value as any BinaryFloatingPoint:
            let number = Double(value)
            guard number.isFinite else {
                throw EncodingError.invalidValue(value, .init(codingPath: path, debugDescription: "JSON has no \(value)"))
            }
            try writer.write("\(number)")
        default:
            let before = level
            try value.encode(to: StreamEncoding(stream: self, codingPath: path))
            try close(downTo: before)
        }
    }

    func writeNull() throws { try writer.write("null") }

    private func write(quoted text: String) throws {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\u{0}"..<"\u{20}":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        try writer.write(quoted + "\"")
    }
}

struct StreamEncoding<Writer: Cede.ByteWriter>: Encoder, SingleValueEncodingContainer {
    let stream: StreamEncoder<Writer>
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(Keyed(stream: stream, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { Unkeyed(stream: stream, codingPath: codingPath) }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    mutating func encodeNil() throws { try stream.writeNull() }

    mutating func encode(_ value: some Encodable) throws { try stream.write(value, path: codingPath) }
}
