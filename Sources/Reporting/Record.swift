// `cede cc --record`: what was decided about a source, one line each, for other programs to count.
//
//     /tree/sum.c:4:73<TAB>loop 'for'<TAB>strips of 4096 turns<TAB>a counted loop of about 1 ns a turn
//
// Places are absolute, so that lines of a whole build can stand in one file and a header's loop, recorded with
// every source that includes it, can be counted once (`sort -u`). Rejected: totals for each source, which
// cannot be added up for that reason, and JSON, which sort and awk do not read.

import Planning

public enum Record {
    /// `folder` is where relative places begin.
    public static func text(_ plan: Plan, folder: String) -> String {
        plan.entries.map { entry in
            let place = "\(entry.place)"
            return [
                place.hasPrefix("/") ? place : "\(folder)/\(place)",
                Explain.subject(entry), Explain.decision(entry), entry.reason.description,
            ].joined(separator: "\t") + "\n"
        }.joined()
    }

    /// A source, or a place in it, that has no plan.
    public static func text(notAnalysed place: String, _ reason: String, folder: String) -> String {
        "\(place.hasPrefix("/") ? place : "\(folder)/\(place)")\tsource\tNOT ANALYSED\t\(reason)\n"
    }
}
