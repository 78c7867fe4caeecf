// Offsets of a file that was read together with others, turned into offsets of its own.

extension Site {
    public func moved(by distance: Int) -> Site {
        var moved = self
        moved.offset += distance
        switch form {
        case .around(let end): moved.form = .around(end: end + distance)
        case .value(let end): moved.form = .value(end: end + distance)
        case .droppable(let end): moved.form = .droppable(end: end + distance)
        default: break
        }
        return moved
    }
}

extension CycleShape {
    public func moved(by distance: Int) -> CycleShape {
        CycleShape(spelling: spelling, site: site?.moved(by: distance))
    }
}

extension Plan.Decision {
    /// Where it inserts first.
    public var offset: Int? {
        switch self {
        case .check(let site): site.offset
        case .strip(let counted, _): counted.opening
        case .slices(let sliced, _): sliced.start
        case .pieces(let offset, _): offset
        case .none: nil
        }
    }

    public func moved(by distance: Int) -> Plan.Decision {
        switch self {
        case .check(let site): return .check(site.moved(by: distance))
        case .strip(var counted, let turns):
            counted.opening += distance
            counted.bareBody = counted.bareBody.map { $0 + distance }
            counted.afterBody += distance
            return .strip(counted, turns: turns)
        // Swift has no text that is read with others.
        case .slices, .pieces, .none: return self
        }
    }
}
