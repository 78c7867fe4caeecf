// Why a source, or a cycle in it, is compiled as it was written.

struct Refusal {
    enum Extent: String {
        case source, cycle
    }

    var extent = Extent.source
    var place: String
    var reason: String

    var warning: String {
        switch extent {
        case .source: "\(place): warning: compiled without checks: \(reason) [cede]"
        case .cycle: "\(place): warning: left without a check: \(reason) [cede]"
        }
    }

    /// Where that is not allowed.
    var error: Trouble {
        let what =
            switch extent {
            case .source: "not analysed"
            case .cycle: "cannot get a check"
            }
        return Trouble(message: "\(place): error: \(what): \(reason) [--fail-closed]", code: Trouble.input)
    }
}
