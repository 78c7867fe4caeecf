// Who can call whom, and which function entries must hold a check so that no cycle of calls is without one.
//
// Code outside the file is one more node: it can call every function that it can name or whose address it was
// given, and an opaque call goes there. So recursion through another file or a callback is a cycle like any
// other. Rejected: a check in every function that is on a cycle; one on each cycle is enough, and leaf
// functions, the hot ones, stay free.

struct CallGraph {
    private let functions: [Function]
    private var callees: [[Int]]
    private let outside: Int
    /// By function: an opaque call it makes itself, by name.
    private var opaqueCall: [String?]

    init(_ functions: [Function], _ calls: CallCosts = CallCosts()) {
        self.functions = functions
        outside = functions.count
        callees = Array(repeating: [], count: functions.count + 1)
        opaqueCall = Array(repeating: nil, count: functions.count)
        let index = functions.index
        for (i, function) in functions.enumerated() {
            var seen: Set<Int> = []
            function.body.forEachCall { call in
                let target: Int
                switch call.callee {
                case .pointer:
                    target = outside
                    opaqueCall[i] = opaqueCall[i] ?? "through a pointer"
                case .direct(let id, let isSystem):
                    if let callee = index[id] {
                        target = callee
                    } else if !call.callsBack || calls.returnsDirectly(id, isSystem: isSystem) {
                        return
                    } else {
                        target = outside
                        opaqueCall[i] = opaqueCall[i] ?? id
                    }
                }
                if seen.insert(target).inserted { callees[i].append(target) }
            }
            if let unseen = function.runsElsewhere {
                opaqueCall[i] = opaqueCall[i] ?? unseen
                if seen.insert(outside).inserted { callees[i].append(outside) }
            }
            if function.visibility == .program || function.isAddressTaken { callees[outside].append(i) }
        }
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
        Dictionary(indices.map { (self[$0].id, $0) }, uniquingKeysWith: { a, _ in a })
    }

    /// The functions of this file that each of them calls by name.
    public var callees: [[Int]] {
        let index = index
        return map { function in
            var callees: [Int] = []
            function.body.forEachCall { call in
                if case .direct(let id, _) = call.callee, let callee = index[id] { callees.append(callee) }
            }
            return callees
        }
    }
}
