// Putting regions together without nesting them, so that what stands first is seen to.

extension Region {
    /// One region after another; costs that meet are added up.
    public static func joined(_ parts: [Region]) -> Region {
        var result: [Region] = []
        func append(_ part: Region) {
            switch part {
            case .sequence(let inner): inner.forEach(append)
            case .cost(let cost):
                if case .cost(let before)? = result.last {
                    result[result.count - 1] = .cost(before + cost)
                } else {
                    result.append(part)
                }
            case .branch(let ways) where ways.allSatisfy(\.isEmpty): break
            default: result.append(part)
            }
        }
        parts.forEach(append)
        return result.count == 1 ? result[0] : .sequence(result)
    }

    private var isEmpty: Bool {
        if case .sequence(let parts) = self { return parts.isEmpty }
        return false
    }
}
