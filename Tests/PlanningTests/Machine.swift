// A machine that runs planned skeletons, to hold the proven gaps against what happens.
//
// It knows nothing of regions once they are code: each function becomes a list of instructions with plain jumps, every
// branch is drawn by lot, and a clock runs. It shares nothing with `Gap` but the skeleton and the plan's decisions.

import Planning

struct Machine {
    enum Instruction {
        case work(UInt64)
        case check
        case jump(Int)
        /// One of these, by lot.
        case draw([Int])
        /// Draws how often a loop turns: at most `most` times, a `do` at least once.
        case begin(loop: Int, most: UInt64?, least: Int)
        /// Counts a turn, or leaves.
        case turn(loop: Int, exit: Int)
        /// Counts a turn of a strip; when it is used up, a check and the next one.
        case strip(loop: Int, turns: UInt64)
        /// The check of a loop whose turns are copies but for one in so many, before the turns or behind them.
        case checkEach(loop: Int, turns: Int, isFirst: Bool)
        case call(Int)
        case end
    }

    private var code: [[Instruction]] = []

    /// What a run came to: its time, the function lowest on the stack meanwhile, and how many returned.
    struct Run {
        var time: UInt64 = 0
        var owner = 0
        var returns = 0
    }

    init(_ skeleton: Skeleton, _ plan: Plan) {
        var entries = plan.entries[...]
        for function in skeleton.functions {
            var assembler = Assembler(names: skeleton.functions.map(\.id))
            if let entry = entries.popFirst(), case .check = entry.decision {
                if entry.isLate { assembler.isCheckedLate = true } else { assembler.code.append(.check) }
            }
            assembler.assemble(function.body, &entries)
            code.append(assembler.finished())
        }
    }

    /// Runs one function, and shows every run; ends early when it takes too long.
    func run(_ function: Int, _ random: inout SplitMix, _ show: (Run) -> Void) {
        struct Frame {
            var function: Int
            var next = 0
            var turns: [Int: UInt64] = [:]
            var strip: [Int: UInt64] = [:]
        }
        var stack = [Frame(function: function)]
        var run = Run(owner: function)
        var lowest = 0
        for _ in 0..<3_000 {
            guard let top = stack.indices.last, top < 40 else { break }
            let instruction = code[stack[top].function][stack[top].next]
            stack[top].next += 1
            func end() {
                show(run)
                run = Run(owner: stack[top].function)
                lowest = top
            }
            switch instruction {
            case .work(let time): run.time += time
            case .check: end()
            case .jump(let target): stack[top].next = target
            case .draw(let targets): stack[top].next = targets[random.below(targets.count)]
            case .begin(let loop, let most, let least):
                // Mostly all its turns: the longest runs are the interesting ones.
                let limit = most.map(Int.init) ?? random.below(40)
                let turns = random.below(3) == 0 ? random.below(limit + 1) : limit
                stack[top].turns[loop] = UInt64(max(turns, least))
                stack[top].strip[loop] = 0
            case .turn(let loop, let exit):
                let left = stack[top].turns[loop] ?? UInt64(random.below(10))
                if left == 0 { stack[top].next = exit }
                stack[top].turns[loop] = left == 0 ? nil : left - 1
            case .strip(let loop, let turns):
                let used = stack[top].strip[loop] ?? 0
                if used % turns == 0 {
                    if used > 0 { end() }
                    run.time += CostModel.cost(of: .strip).picoseconds
                }
                stack[top].strip[loop] = used + 1
            case .checkEach(let loop, let turns, let isFirst):
                let met = stack[top].strip[loop] ?? 0
                if (met + (isFirst ? 0 : 1)) % UInt64(turns) == 0 { end() }
                stack[top].strip[loop] = met + 1
            case .call(let callee): stack.append(Frame(function: callee))
            case .end:
                stack.removeLast()
                run.returns += 1
                if let below = stack.last, stack.count - 1 < lowest {
                    lowest = stack.count - 1
                    run.owner = below.function
                }
            }
        }
        show(run)
    }
}

private struct Assembler {
    let names: [String]
    var code: [Machine.Instruction] = []
    var isCheckedLate = false
    private var labels: [String: Int] = [:]
    /// Jumps to be filled in when all labels stand.
    private var toLabel: [(at: Int, label: String)] = []
    private var toEnd: [Int] = []
    /// For each loop and choice around this point: the jumps out of it, and to its latch.
    private var breaks: [[Int]] = []
    private var continues: [[Int]] = []
    private var alternatives: [[Int]] = []
    private var defaults: [Bool] = []
    private var loops = 0

    init(names: [String]) { self.names = names }

    mutating func finished() -> [Machine.Instruction] {
        for (at, label) in toLabel { code[at] = .jump(labels[label]!) }
        for at in toEnd { code[at] = .jump(code.count) }
        code.append(.end)
        return code
    }

    private mutating func hole() -> Int {
        code.append(.end)
        return code.count - 1
    }

    mutating func assemble(_ region: Region, _ entries: inout ArraySlice<Plan.Entry>) {
        switch region {
        case .cost(let cost): code.append(.work(cost.picoseconds))
        case .check: code.append(.check)
        case .entry: if isCheckedLate { code.append(.check) }
        case .sequence(let parts): for part in parts { assemble(part, &entries) }
        case .branch(let ways):
            let draw = hole()
            var targets: [Int] = []
            var ends: [Int] = []
            for way in ways {
                targets.append(code.count)
                assemble(way, &entries)
                ends.append(hole())
            }
            for end in ends { code[end] = .jump(code.count) }
            code[draw] = .draw(targets + [code.count])
        case .choice(let body):
            let draw = hole()
            breaks.append([])
            alternatives.append([])
            defaults.append(false)
            assemble(body, &entries)
            for at in breaks.removeLast() { code[at] = .jump(code.count) }
            code[draw] = .draw(alternatives.removeLast() + (defaults.removeLast() ? [] : [code.count]))
        case .loop(let loop): assemble(loop, &entries)
        case .jump(let jump):
            let entry = entries.popFirst()!
            if case .check = entry.decision { code.append(.check) }
            toLabel.append((hole(), String(jump.spelling.dropFirst("goto ".count))))
        case .call(let call):
            guard case .direct(let id, _) = call.callee else { return }
            code.append(.call(names.firstIndex(of: id)!))
        case .leave(.break): breaks[breaks.count - 1].append(hole())
        case .leave(.continue): continues[continues.count - 1].append(hole())
        case .leave(.return): toEnd.append(hole())
        case .leave(.label(let name)): toLabel.append((hole(), name))
        case .target(.label(let name)): labels[name] = code.count
        case .target(.alternative(let isDefault)):
            alternatives[alternatives.count - 1].append(code.count)
            if isDefault { defaults[defaults.count - 1] = true }
        case .target(.handler): break
        }
    }

    private mutating func assemble(_ loop: Loop, _ entries: inout ArraySlice<Plan.Entry>) {
        let entry = entries.popFirst()!
        let decision = entry.decision
        var check: Site.Form?
        if case .check(let site) = decision { check = site.form }
        let number = loops
        loops += 1
        var most: UInt64?
        if case .atMost(let trips) = loop.trips { most = trips }
        // Heads are plain costs here.
        let isDo = loop.keyword == "do"
        code.append(.begin(loop: number, most: most, least: isDo ? 1 : 0))
        breaks.append([])
        continues.append([])
        let top = code.count
        var test: Int?
        if !isDo {
            assemble(loop.head, &entries)
            test = hole()
            if case .strip(_, let turns) = decision { code.append(.strip(loop: number, turns: turns)) }
        }
        if check == .declaration || check == .around(end: 9) {
            code.append(.checkEach(loop: number, turns: entry.turnsPerCheck, isFirst: true))
        }
        assemble(loop.body, &entries)
        for at in continues.removeLast() { code[at] = .jump(code.count) }
        switch check {
        case .increment, .condition, .statement:
            code.append(.checkEach(loop: number, turns: entry.turnsPerCheck, isFirst: false))
        default: break
        }
        if isDo {
            assemble(loop.head, &entries)
            // The first turn was not asked for.
            let ask = hole()
            code.append(.jump(top))
            code[ask] = .turn(loop: number, exit: code.count)
        } else {
            code.append(.jump(top))
            code[test!] = .turn(loop: number, exit: code.count)
        }
        for at in breaks.removeLast() { code[at] = .jump(code.count) }
    }
}
