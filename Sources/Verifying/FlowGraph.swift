// The blocks of all code and the ways between them, over the borders of functions: compilers put unlikely parts of a
// function elsewhere, and a call in the last place is a jump.
//
// A call ends a block, so that what lies before it and behind it are two.

struct FlowGraph {
    struct Block {
        var instructions: Range<Int>
        var successors: [Int] = []
        /// The function it calls, when it is code of this image.
        var callee: Int?
        /// It can leave by returning, or to code that is not seen.
        var leaves = false
    }

    let code: Code
    private let neverReturning: Set<String>
    private(set) var blocks: [Block] = []
    private var blockOf: [Int32]

    init(_ code: Code, neverReturning: Set<String>) {
        self.code = code
        self.neverReturning = neverReturning
        let instructions = code.instructions
        let tables = JumpTables(code: code)
        var starts = Array(repeating: false, count: instructions.count + 1)
        var targets: [Int: [Int]] = [:]
        for function in code.functions {
            starts[function.instructions.lowerBound] = true
            for i in function.instructions {
                if instructions[i].flow == .next { continue }
                starts[i + 1] = true
                switch instructions[i].flow {
                case .jump(let target), .branch(let target), .call(let target):
                    if let to = code.index(of: target) { starts[to] = true }
                case .jumpAnywhere:
                    let to = tables.targets(of: i, in: function)?.compactMap(code.index(of:)).sorted()
                    to?.forEach { starts[$0] = true }
                    targets[i] = to
                default: break
                }
            }
        }
        blockOf = Array(repeating: -1, count: instructions.count)
        for function in code.functions {
            var start = function.instructions.lowerBound
            for i in function.instructions where starts[i + 1] || i + 1 == function.instructions.upperBound {
                for j in start...i { blockOf[j] = Int32(blocks.count) }
                blocks.append(Block(instructions: start..<(i + 1)))
                start = i + 1
            }
        }
        for b in blocks.indices { connect(b, targets[blocks[b].instructions.upperBound - 1]) }
    }

    func last(of block: Int) -> Instruction { code.instructions[blocks[block].instructions.upperBound - 1] }
    func first(of block: Int) -> Instruction { code.instructions[blocks[block].instructions.lowerBound] }

    func block(containing instruction: Int) -> Int { Int(blockOf[instruction]) }

    /// A function begins here. What lies between functions, the ways from checks to the slow path among it, is none.
    func isStart(_ b: Int) -> Bool {
        let address = first(of: b).address
        return code.function(at: address).map { code.functions[$0].range.lowerBound == address && !code.functions[$0].isRest } ?? true
    }

    /// The blocks of a function, and those between functions that it jumps to, in order.
    func blocks(ofFunction function: Int) -> [Int] {
        let instructions = code.functions[function].instructions
        if instructions.isEmpty { return [] }
        let own = block(containing: instructions.lowerBound)...block(containing: instructions.upperBound - 1)
        var others: Set<Int> = []
        var open = Array(own)
        while let b = open.popLast() {
            for next in blocks[b].successors where !own.contains(next) && isRest(next) && others.insert(next).inserted { open.append(next) }
        }
        return others.union(own).sorted()
    }

    private func isRest(_ b: Int) -> Bool {
        code.function(at: first(of: b).address).map { code.functions[$0].isRest } ?? false
    }

    /// Where a branch leads that is taken, or is not; `nil` for what is no branch, and for what is not seen.
    func way(taken: Bool, from b: Int) -> Int? {
        guard case .branch(let target) = last(of: b).flow else { return nil }
        return block(at: taken ? target : last(of: b).end)
    }

    func block(at address: UInt64) -> Int? { code.index(of: address).map { Int(blockOf[$0]) } }

    private mutating func connect(_ b: Int, _ targets: [Int]?) {
        let end = blocks[b].instructions.upperBound
        let isAdjacent = end < code.instructions.count && code.instructions[end].address == last(of: b).end
        let following = isAdjacent ? [Int(blockOf[end])] : []
        switch last(of: b).flow {
        case .next: blocks[b].successors = following
        case .jump(let target): go(b, to: target)
        case .branch(let target):
            go(b, to: target)
            blocks[b].successors += following
        case .call(let target):
            blocks[b].callee = block(at: target)
            blocks[b].successors = comesBack(last(of: b), end) ? following : []
        case .callAnywhere: blocks[b].successors = comesBack(last(of: b), end) ? following : []
        case .jumpAnywhere:
            blocks[b].successors = targets.map { $0.map { Int(blockOf[$0]) } } ?? []
            blocks[b].leaves = targets == nil
        case .stop(let returns): blocks[b].leaves = returns
        }
    }

    /// A call that does not may be a function's last instruction.
    private func comesBack(_ call: Instruction, _ end: Int) -> Bool {
        if let callee = code.callee(of: call), let name = code.name(of: callee) {
            if NoReturn.contains(name) { return false }
            // What the image defines may be another function of that name; what it does is seen.
            if neverReturning.contains(name), block(at: callee) == nil { return false }
        }
        return end < code.instructions.count
            && code.function(at: code.instructions[end - 1].address) == code.function(at: code.instructions[end].address)
    }

    private mutating func go(_ b: Int, to target: UInt64) {
        if let to = block(at: target) {
            blocks[b].successors.append(to)
        } else {
            blocks[b].leaves = true
        }
    }
}
