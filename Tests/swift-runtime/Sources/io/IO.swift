// TCP from one task to another, what it says of errors, and writers.

import Cede
import Expect
import Glibc

@main
struct IO {
    static func main() throws {
        try Cede.run(Cede.Options(workers: 2)) {
            try echo()
            try errors()
            try writers()
        }
    }

    static func echo() throws {
        let listener = try Cede.TcpListener(address: "127.0.0.1", port: 0), port = listener.port
        let server = Cede.spawn {
            try Cede.withGroup { group in
                while let connection = try? listener.accept() {
                    group.spawn { try connection.write(connection.readAll()) }
                }
            }
        }
        try Cede.withGroup { group in
            for number in 0..<50 {
                group.spawn {
                    let stream = try Cede.TcpStream(host: "127.0.0.1", port: port)
                    let text = String(repeating: "\(number) ", count: 10_000)
                    try stream.write(text)
                    stream.finishWriting()
                    try expect(String(decoding: stream.readAll(), as: UTF8.self) == text)
                }
            }
        }
        listener.close()
        try server.join()
    }

    static func errors() throws {
        let listener = try Cede.TcpListener(address: "127.0.0.1", port: 0), port = listener.port
        expect(throws: Cede.Failure(code: EADDRINUSE)) { try Cede.TcpListener(address: "127.0.0.1", port: port) }
        expect(throws: Cede.Failure(code: EINVAL)) { try Cede.TcpListener(address: "no address", port: 0) }
        expect(throws: Cede.Failure.timedOut) { try listener.accept(until: .now + .milliseconds(10)) }
        let client = try Cede.TcpStream(host: "localhost", port: port)
        let server = try listener.accept()
        client.deadline = .now + .milliseconds(10)
        expect(throws: Cede.Failure.timedOut) { try client.read(upTo: 10) }
        let waiting = Cede.spawn { () throws(Cede.Failure) in try server.read(upTo: 1) }
        waiting.cancel()
        expect(throws: Cede.Failure.cancelled) { try waiting.join() }
        let closing = Cede.spawn { () throws(Cede.Failure) in try server.read(upTo: 1) }
        try Cede.sleep(for: .milliseconds(10))
        server.close()
        server.close()
        expect(throws: Cede.Failure(code: EBADF)) { try closing.join() }
        client.deadline = nil
        try expect(client.read(upTo: 10).isEmpty)
        expect(throws: Cede.Failure.self) { while true { try client.write("into nothing") } }
        listener.close()
        expect(throws: Cede.Failure(code: ECONNREFUSED)) { try Cede.TcpStream(host: "127.0.0.1", port: port) }
    }

    final class Memory: Cede.ByteWriter {
        var pieces: [[UInt8]] = []
        func write(_ bytes: RawSpan) { pieces.append(bytes.withUnsafeBytes { Array($0) }) }
    }

    static func writers() throws {
        let memory = Memory()
        let buffered = Cede.BufferedWriter(memory, capacity: 4)
        try buffered.write(UInt16(0x0102))
        try buffered.write([3])
        expect(memory.pieces.isEmpty)
        try buffered.write("ab")
        expect(memory.pieces == [[1, 2, 3]])
        try buffered.write("larger")
        expect(memory.pieces == [[1, 2, 3], [97, 98], Array("larger".utf8)])
        try buffered.write("é")
        try buffered.flush()
        try buffered.flush()
        expect(memory.pieces.count == 4)
    }
}
