// A measuring build (`cede cc --measure`): each inserted check becomes one that files how long the run before it was,
// under a record that stands in the code beside it and says what was proven (`cede_measure.h`).
//
//     cede_check();   →   (cede_check(), cede_measure(({ static struct cede_measured_site __cede_site =
//                             {"f", "x.c:3", {4100, 61000, 0, 1}}; &__cede_site; })));
//
// The insertions themselves are what they are without measuring, so what is measured is what is built. A check that the
// source spells itself is not measured; the run goes on past it. For preprocessed text.

import Planning

extension Rewritten {
    /// `bounds` are those of the plan's functions, in the order of their entries.
    public func measured(_ bytes: [UInt8], by plan: Plan, _ bounds: [WitnessBound]) -> Rewritten {
        var sites: [Int: [(entry: Plan.Entry, function: Int)]] = [:]
        var function = -1
        for entry in plan.entries {
            if entry.subject == .entry { function += 1 }
            switch entry.decision {
            case .none: break
            case .check(let site): sites[site.offset, default: []].append((entry, function))
            // The check stands behind the strip, before what encloses it.
            case .strip(let counted, _):
                sites[counted.afterBody, default: []].insert((entry, function), at: 0)
            // Of Swift, which is not measured.
            case .slices, .pieces: break
            }
        }
        var insertions = insertions
        // A check that is measured calls something anyway.
        for i in insertions.indices { insertions[i].text.replace("cede_check_opaque()", with: Self.check) }
        for i in insertions.indices where insertions[i].text.contains(Self.check) {
            guard let site = sites[insertions[i].offset]?.first else { continue }
            sites[insertions[i].offset]?.removeFirst()
            let text = Self.record(site.entry, bounds[site.function])
            insertions[i].text = insertions[i].text.replacing(Self.check, with: text)
        }
        // One declaration behind all code; it is no part of the text's last line.
        insertions.append(Insertion(offset: bytes.count, text: Self.file(bounds)))
        return splice(bytes, insertions)
    }

    private static let check = "cede_check()"

    private static func record(_ entry: Plan.Entry, _ bound: WitnessBound) -> String {
        let place = "\(entry.place.file):\(entry.place.line)"
        return
            "(cede_check(), cede_measure(({ static struct cede_measured_site __cede_site = {\(quoted(entry.function)), "
            + "\(quoted(place)), {\(nanoseconds(bound.longest)), \(nanoseconds(bound.longest.fromMemory)), "
            + "\(bound.isOpen ? 1 : 0), \(bound.isEntered ? 1 : 0)}, 0}; &__cede_site; })))"
    }

    private static func file(_ bounds: [WitnessBound]) -> String {
        let longest = bounds.map(\.longest).reduce(.zero, Cost.longest)
        let isOpen = bounds.contains(where: \.isOpen)
        return "\nstatic __attribute__((__constructor__)) void __cede_measure_file(void) { "
            + "cede_measure_file(\(nanoseconds(longest)), \(nanoseconds(longest.fromMemory)), \(isOpen ? 1 : 0)); }\n"
    }

    private static func nanoseconds(_ cost: Cost) -> String { "\(cost.picoseconds / 1_000).0" }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
