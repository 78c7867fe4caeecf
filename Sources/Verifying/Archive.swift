// The members of an `ar` archive, GNU's kind.

public enum Archive {
    public static func isOne(_ bytes: some Collection<UInt8>) -> Bool { bytes.starts(with: "!<arch>\n".utf8) }

    /// In order, without the tables of symbols and names. What is cut short ends the list.
    public static func members(of archive: [UInt8]) -> [(name: String, bytes: ArraySlice<UInt8>)] {
        var members: [(name: String, bytes: ArraySlice<UInt8>)] = []
        var longNames = Bytes([])
        var next = 8
        // A member's header is sixty bytes of text: its name first, its size in decimal at the forty-eighth.
        while next + 60 <= archive.count {
            let header = archive[next..<(next + 60)]
            let size = String(decoding: header.within(48..<58), as: UTF8.self)
            guard let length = Int(size.prefix { $0 != " " }), length >= 0, next + 60 + length <= archive.count
            else { break }
            let bytes = archive[(next + 60)..<(next + 60 + length)]
            let name = String(decoding: header.within(0..<16), as: UTF8.self).prefix { $0 != " " }
            if name == "//" {
                longNames = Bytes(bytes)
            } else if name != "/" && name != "/SYM64/" {
                // `/12`: at the twelfth byte of the table of long names. Names end in a slash.
                let long = name.hasPrefix("/") ? Int(name.dropFirst()).flatMap(longNames.text(at:)) : nil
                members.append((String((long ?? String(name)).prefix { $0 != "/" && $0 != "\n" }), bytes))
            }
            next += 60 + length + length % 2
        }
        return members
    }
}
