// A value is serialised straight into a connection: the encoder blocks where the peer is slow, and nothing is built up in
// memory. The peer reads at its own pace and shows what came.
//
//     serialise [DEPTH]

import Cede

struct Tree: Encodable {
    var name: String
    var weight: Double?
    var isLeaf: Bool
    var children: [Tree]

    init(depth: Int, name: String = "root") {
        self.name = name
        weight = depth == 0 ? 0.5 : nil
        isLeaf = depth == 0
        children = depth == 0 ? [] : ["left", "right"].map { Tree(depth: depth - 1, name: "\(name)/\($0)") }
    }
}

@main
struct Serialise {
    static func main() throws {
        let depth = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 2
        try Cede.run {
            let listener = try Cede.TcpListener(address: "127.0.0.1", port: 0), port = listener.port
            let sender = Cede.spawn {
                let stream = try listener.accept(), buffered = Cede.BufferedWriter(stream, capacity: 512)
                try StreamEncoder(buffered).encode(Tree(depth: depth))
                try buffered.flush()
                stream.close()
            }
            let stream = try Cede.TcpStream(host: "127.0.0.1", port: port)
            while case let piece = try stream.read(upTo: 1024), !piece.isEmpty {
                print(String(decoding: piece, as: UTF8.self), terminator: "")
            }
            print()
            try sender.join()
        }
    }
}
