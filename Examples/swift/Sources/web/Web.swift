// An HTTP server with a route that computes: while /primes counts, / still answers at once.
//
//     web [PORT]                              curl localhost:8080/primes?below=3000000
//     web --ask PORT PATH                     prints the answer's body
//
// HTTP/1.1, one request a connection.

import Cede
import Glibc

/// How many primes there are below `limit`, by trial division.
func primes(below limit: Int) -> Int {
    var count = 0
    for number in 2..<max(limit, 2) {
        var divisor = 2
        while divisor * divisor <= number, number % divisor != 0 { divisor += 1 }
        if divisor * divisor > number { count += 1 }
    }
    return count
}

struct Response {
    var status = "200 OK"
    var body: String
}

func respond(to target: Substring) -> Response {
    let parts = target.split(separator: "?", maxSplits: 1)
    switch parts.first {
    case "/": return Response(body: "hello\n")
    case "/primes":
        guard parts.count == 2, parts[1].hasPrefix("below="), let limit = Int(parts[1].dropFirst(6)) else {
            return Response(status: "400 Bad Request", body: "write /primes?below=1000\n")
        }
        return Response(body: "\(primes(below: limit))\n")
    default: return Response(status: "404 Not Found", body: "no such page\n")
    }
}

/// The request's head, at most 8 KiB of it; `nil` when the peer has closed before its end.
func readHead(of stream: Cede.TcpStream) throws -> Substring? {
    var head: [UInt8] = []
    while head.count < 8 << 10, case let piece = try stream.read(upTo: 2048), !piece.isEmpty {
        head += piece
        let text = String(decoding: head, as: UTF8.self)
        if let end = text.firstRange(of: "\r\n\r\n") { return text[..<end.lowerBound] }
    }
    return nil
}

func serve(_ stream: Cede.TcpStream) throws {
    stream.deadline = .now + .seconds(30)
    guard let line = try readHead(of: stream)?.prefix(while: { !$0.isNewline }) else { return }
    let words = line.split(separator: " ")
    let response =
        words.count == 3 && words[0] == "GET"
        ? respond(to: words[1]) : Response(status: "400 Bad Request", body: "only GET\n")
    try stream.write(
        """
        HTTP/1.1 \(response.status)\r
        Content-Type: text/plain\r
        Content-Length: \(response.body.utf8.count)\r
        Connection: close\r
        \r
        \(response.body)
        """)
    stream.finishWriting()
}

func ask(port: UInt16, path: String) throws -> Substring {
    let stream = try Cede.TcpStream(host: "127.0.0.1", port: port)
    try stream.write("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
    let answer = String(decoding: try stream.readAll(), as: UTF8.self)
    return answer.firstRange(of: "\r\n\r\n").map { answer[$0.upperBound...] } ?? ""
}

@main
struct Web {
    static func main() throws {
        let arguments = CommandLine.arguments
        try Cede.run {
            if arguments.count == 4, arguments[1] == "--ask", let port = UInt16(arguments[2]) {
                print(try ask(port: port, path: arguments[3]), terminator: "")
                return
            }
            let listener = try Cede.TcpListener(port: arguments.count > 1 ? UInt16(arguments[1]) ?? 0 : 8080)
            print("listening on port \(listener.port)")
            fflush(nil) // also into a file
            while true {
                let stream = try listener.accept()
                Cede.spawn { try serve(stream) }
            }
        }
    }
}
