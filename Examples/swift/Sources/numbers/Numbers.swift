// A task for each connection writes numbers into it, in a plain loop: no callback, no `await`, and a connection with a
// million numbers does not keep the others waiting.
//
//     numbers [COUNT [CONNECTIONS]]

import Cede

/// Writes the numbers below `count`, each as eight bytes.
func writeNumbers(_ count: Int64, to stream: some Cede.ByteWriter) throws {
    for number in 0..<count {
        try stream.write(number)
    }
}

/// Adds up what comes.
func sumOfNumbers(from stream: some Cede.ByteReader) throws -> Int64 {
    var sum: Int64 = 0, number: Int64 = 0, bytes = 0
    while case let piece = try stream.read(upTo: 4096), !piece.isEmpty {
        for byte in piece {
            number = number << 8 | Int64(byte)
            bytes += 1
            if bytes % 8 == 0 {
                sum += number
                number = 0
            }
        }
    }
    return sum
}

@main
struct Numbers {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst().map { Int64($0) ?? 0 }
        let count = arguments.first ?? 1000, connections = arguments.dropFirst().first ?? 10
        try Cede.run {
            let listener = try Cede.TcpListener(address: "127.0.0.1", port: 0), port = listener.port
            let server = Cede.spawn {
                for _ in 0..<connections {
                    let stream = try listener.accept()
                    Cede.spawn {
                        let buffered = Cede.BufferedWriter(stream)
                        try writeNumbers(count, to: buffered)
                        try buffered.flush()
                        stream.close()
                    }
                }
            }
            let clients = (0..<connections).map { _ in
                Cede.spawn { try sumOfNumbers(from: Cede.TcpStream(host: "127.0.0.1", port: port)) }
            }
            try server.join()
            print("sum", try clients.reduce(0) { try $0 + $1.join() })
        }
    }
}
