// The containers that a value writes its parts into.

import Cede

struct Keyed<Key: CodingKey, Writer: Cede.ByteWriter>: KeyedEncodingContainerProtocol {
    private let stream: StreamEncoder<Writer>
    private let level: Int
    let codingPath: [any CodingKey]

    init(stream: StreamEncoder<Writer>, codingPath: [any CodingKey]) {
        self.stream = stream
        self.codingPath = codingPath
        level = stream.begin("{", "}")
    }

    mutating func encodeNil(forKey key: Key) throws {
        try stream.next(at: level, key: key.stringValue)
        try stream.writeNull()
    }

    mutating func encode(_ value: some Encodable, forKey key: Key) throws {
        try stream.next(at: level, key: key.stringValue)
        try stream.write(value, path: codingPath + [key])
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        superEncoder(forKey: key).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        superEncoder(forKey: key).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder { superEncoder(forKey: Key(stringValue: "super")!) }

    mutating func superEncoder(forKey key: Key) -> any Encoder {
        stream.attempt { try stream.next(at: level, key: key.stringValue) }
        return StreamEncoding(stream: stream, codingPath: codingPath + [key])
    }
}

struct Unkeyed<Writer: Cede.ByteWriter>: UnkeyedEncodingContainer {
    private let stream: StreamEncoder<Writer>
    private let level: Int
    let codingPath: [any CodingKey]
    private(set) var count = 0

    init(stream: StreamEncoder<Writer>, codingPath: [any CodingKey]) {
        self.stream = stream
        self.codingPath = codingPath
        level = stream.begin("[", "]")
    }

    mutating func encodeNil() throws {
        try next()
        try stream.writeNull()
    }

    mutating func encode(_ value: some Encodable) throws {
        try next()
        try stream.write(value, path: codingPath)
    }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        superEncoder().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { superEncoder().unkeyedContainer() }

    mutating func superEncoder() -> any Encoder {
        stream.attempt { try next() }
        return StreamEncoding(stream: stream, codingPath: codingPath)
    }

    private mutating func next() throws {
        try stream.next(at: level)
        count += 1
    }
}
