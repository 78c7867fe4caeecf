// Putting regions together without nesting them, so that what stands first is seen to.

/// Regions one after another; costs that meet are added up.
public struct RegionList {
    private var parts: [Region] = []
    /// Behind the parts, if any.
    private var cost: Cost?

    public init() {}

    public mutating func append(_ part: Region) {
        switch part {
        case .sequence(let inner): for part in inner { append(part) }
        case .cost(let cost): append(cost)
        case .branch(let ways) where ways.allSatisfy(\.isEmpty): break
        default:
            endCost()
            parts.append(part)
        }
    }

    public mutating func append(_ cost: Cost) { self.cost = self.cost.map { $0 + cost } ?? cost }

    private mutating func endCost() {
        guard let cost else { return }
        parts.append(.cost(cost))
        self.cost = nil
    }

    /// All of it.
    public mutating func joined() -> Region {
        endCost()
        return parts.isEmpty ? .empty : parts.count == 1 ? parts[0] : .sequence(parts)
    }
}

extension Region {
    /// One region after another.
    public static func joined(_ parts: [Region]) -> Region {
        var list = RegionList()
        for part in parts { list.append(part) }
        return list.joined()
    }

    fileprivate var isEmpty: Bool {
        if case .sequence(let parts) = self { return parts.isEmpty }
        return false
    }
}
