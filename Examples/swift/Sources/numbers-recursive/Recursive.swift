// The same by recursion: a function that calls itself is a loop too, and has its check at its entry.
//
//     numbers-recursive [COUNT [CONNECTIONS]]

import Cede

/// Writes the numbers from `first` up to `last`, the halves one after the other.
func writeNumbers(_ first: Int64, _ last: Int64, to stream: some Cede.ByteWriter) throws {
    if first == last {
        try stream.write(first)
    } else if first < last {
        let middle = first + (last - first) / 2
        try writeNumbers(first, middle, to: stream)
        try writeNumbers(middle + 1, last, to: stream)
    }
}

/// The sum of what is left of the stream.
func sumOfNumbers(from stream: some Cede.ByteReader) throws -> Int64 {
    let bytes = try stream.readAll()
    return stride(from: 0, to: bytes.count, by: 8).reduce(0) { sum, start in
        sum + bytes[start..<start + 8].reduce(0) { $0 << 8 | Int64($1) }
    }
}

@main
struct Recursive {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst().map { Int64($0) ?? 0 }
        let count = arguments.first ?? 1000, connections = arguments.dropFirst().first ?? 10
        try Cede.run {
            let listener = try Cede.TcpListener(address: "127.0.0.1", port: 0), port = listener.port
            let sum = try Cede.withGroup { group in
                group.spawn {
                    for _ in 0..<connections {
                        let stream = try listener.accept()
                        group.spawn {
                            let buffered = Cede.BufferedWriter(stream)
                            try writeNumbers(0, count - 1, to: buffered)
                            try buffered.flush()
                            stream.close()
                        }
                    }
                }
                let clients = (0..<connections).map { _ in
                    group.spawn { try sumOfNumbers(from: Cede.TcpStream(host: "127.0.0.1", port: port)) }
                }
                return try clients.reduce(0) { try $0 + $1.join() }
            }
            print("sum", sum)
        }
    }
}
