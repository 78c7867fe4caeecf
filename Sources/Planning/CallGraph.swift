// Who can call whom, and which function entries must hold a check so that no cycle of calls is without one.
//
// Code outside the file is one more node: it can call every function that it can name or whose address it was
// given, and an opaque call goes there. So recursion through another file or a callback is a cycle like any
// other. Rejected: a check in every function that is on a cycle; one on each cycle is enough, and leaf
// functions, the hot ones, stay free.

struct CallGraph {
    private let functions: [Function]
    /// As in `links`, each once, and those that lead outside or come from there.
    private var callees: [[Int]]
    private let outside: Int
    /// By function: an opaque call it makes itself, by name.
    private var opaqueCall: [String?]

    init(_ functions: [Function], _ links: CallLinks, _ calls: CallCosts = CallCosts()) {
        let outside = functions.count
        var callees: [[Int]] = Array(repeating: [], count: functions.count + 1)
        var opaqueCall: [String?] = Array(repeating: nil, count: functions.count)
        // By callee, the last function that was seen to call it.
        var lastCaller: [Int] = Array(repeating: -1, count: functions.count + 1)
        func note(_ target: Int, calledBy i: Int) {
            if lastCaller[target] == i { return }
            lastCaller[target] = i
            callees[i].append(target)
        }
        for (i, function) in functions.enumerated() {
            for target in links.targets[i] {
                if target >= 0 {
                    note(target, calledBy: i)
                    continue
                }
                let call = links.others[~target]
                switch call.callee {
                case .pointer: opaqueCall[i] = opaqueCall[i] ?? "through a pointer"
                case .direct(let id, let isSystem):
                    if !call.callsBack || calls.returnsDirectly(id, isSystem: isSystem) { continue }
                    opaqueCall[i] = opaqueCall[i] ?? id
                }
                note(outside, calledBy: i)
            }
            if let unseen = function.runsElsewhere {
                opaqueCall[i] = opaqueCall[i] ?? unseen
                if !callees[i].contains(outside) { callees[i].append(outside) }
            }
            if function.visibility == .program || function.isAddressTaken { callees[outside].append(i) }
        }
        self.functions = functions
        self.outside = outside
        self.callees = callees
        self.opaqueCall = opaqueCall
    }

    /// The functions whose entry needs a check, each with the reason.
    func entryChecks() -> [Int: Reason] {
        var checks: [Int: Reason] = [:]
        for (i, function) in functions.enumerated() {
            if let name = function.repeatedBy { checks[i] = .calledByLoop(of: name) }
        }
        let graph = Components(callees)
        if let component = graph.of(callees.indices).first(where: { $0.contains(outside) }) {
            let members = Set(component)
            var entered = callees[outside]
            var seen = Set(entered)
            while let i = entered.popLast() {
                guard members.contains(i) else { continue }
                checks[i] = .enteredFromOutside(via: wayOut(of: i, within: members))
                // One that can hold no check is passed through, to those that it calls.
                if !functions[i].canHoldCheck { entered += callees[i].filter { $0 != outside && seen.insert($0).inserted } }
            }
        }
        // What is left turns inside the file: cut one function out of each cycle until there is none.
        var open = graph.of(functions.indices.filter { checks[$0] == nil || !functions[$0].canHoldCheck })
        while let cycle = open.popLast() {
            guard graph.isCycle(cycle) else { continue }
            let able = cycle.filter { functions[$0].canHoldCheck }
            let choice = able.isEmpty ? cycle : able
            let chosen = choice.first { callees[$0].contains($0) } ?? busiest(of: choice, in: cycle)
            checks[chosen] = .onCallCycle
            open += graph.of(cycle.filter { $0 != chosen })
        }
        return checks
    }

    private func busiest(of choice: [Int], in component: [Int]) -> Int {
        let members = Set(component)
        func degree(_ i: Int) -> Int {
            callees[i].filter(members.contains).count * component.filter { callees[$0].contains(i) }.count
        }
        return choice.sorted().max { degree($0) < degree($1) } ?? choice[0]
    }

    private func wayOut(of i: Int, within members: Set<Int>) -> String {
        if let name = opaqueCall[i] { return name }
        return callees[i].first(where: members.contains).map { functions[$0].name } ?? ""
    }
}

extension Function {
    fileprivate var canHoldCheck: Bool { exclusion == nil && (entry != nil || holdsOwnCheck) }
}

extension Region {
    public func forEachCall(_ visit: (Call) -> Void) {
        switch self {
        case .call(let call): visit(call)
        case .sequence(let parts), .branch(let parts): parts.forEach { $0.forEachCall(visit) }
        case .loop(let loop):
            loop.head.forEachCall(visit)
            loop.body.forEachCall(visit)
        case .choice(let body): body.forEachCall(visit)
        case .cost, .jump, .check, .leave, .target, .entry: break
        }
    }
}

extension Region {
    /// Whether the source itself has a check in it.
    public var holdsCheck: Bool {
        switch self {
        case .check: true
        case .sequence(let parts), .branch(let parts): parts.contains(where: \.holdsCheck)
        case .loop(let loop): loop.head.holdsCheck || loop.body.holdsCheck
        case .choice(let body): body.holdsCheck
        case .cost, .jump, .call, .leave, .target, .entry: false
        }
    }
}

extension [Function] {
    /// Where each stands, by its id.
    public var index: [String: Int] {
        var index: [String: Int] = [:]
        index.reserveCapacity(count)
        for i in indices.reversed() { index[self[i].id] = i }
        return index
    }
}
