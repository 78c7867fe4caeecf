// A file's bytes to the cycles of its code that hold no check.

public struct Verifier {
    private let libraries: [String]

    /// `libraries`: where to look for the disassembler.
    public init(disassembler libraries: [String]) { self.libraries = libraries }

    /// `neverReturning`: functions that the sources declare not to come back, and do not define.
    public func verify(_ file: ElfFile, neverReturning: Set<String> = []) throws -> Verification {
        let image = try Image(file)
        let code = Code(image, try Disassembler(image.machine, library: libraries))
        let graph = FlowGraph(code, neverReturning: neverReturning)
        return Verification(
            image: image, functions: code.functions.count, cycles: Cycles(graph).all())
    }
}

public struct Verification: Sendable {
    public var image: Image
    public var functions: Int
    public var cycles: [Cycle]
}
