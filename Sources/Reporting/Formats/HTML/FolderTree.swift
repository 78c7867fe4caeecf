// The tree of files in the HTML report, each folder with the totals of what is below it. A folder that holds nothing but one
// other is shown with it.

struct FolderTree {
    private var name: String
    private var folders: [String: FolderTree] = [:]
    private var files: [(number: Int?, name: String, totals: LoopTotals)] = []
    private var totals = LoopTotals()

    private init(name: String) { self.name = name }

    init(_ all: [ReportedFile]) {
        self.init(name: "")
        for (number, file) in all.enumerated() {
            insert(file.isShown ? number : nil, file.path.split(separator: "/").map(String.init)[...], file.totals)
        }
    }

    private mutating func insert(_ number: Int?, _ path: ArraySlice<String>, _ totals: LoopTotals) {
        self.totals.add(totals)
        guard let first = path.first, path.count > 1 else {
            files.append((number, path.first ?? "", totals))
            return
        }
        folders[first, default: FolderTree(name: first)].insert(number, path.dropFirst(), totals)
    }

    /// `depth` folders are open.
    func html(depth: Int = 2) -> String {
        let below = folders.sorted { $0.key < $1.key }.map { $0.value.folder(depth: depth, prefix: "") }
        return "<ul class=\"tree\">\(below.joined())\(leaves)</ul>\n"
    }

    private func folder(depth: Int, prefix: String) -> String {
        let shown = prefix + name + "/"
        if files.isEmpty, folders.count == 1, let only = folders.first?.value {
            return only.folder(depth: depth, prefix: shown)
        }
        let below = folders.sorted { $0.key < $1.key }.map { $0.value.folder(depth: depth - 1, prefix: "") }
        return "<li><details\(depth > 0 ? " open" : "")><summary>\(Self.row("<span class=\"name\">\(XMLText.escaped(shown))</span>", totals))"
            + "</summary><ul>\(below.joined())\(leaves)</ul></details></li>\n"
    }

    private var leaves: String {
        files.map { file in
            let name = XMLText.escaped(file.name)
            let shown = file.number.map { "<a class=\"name\" href=\"#f\($0)\">\(name)</a>" } ?? "<span class=\"name\">\(name)</span>"
            return "<li>\(Self.row(shown, file.totals))</li>\n"
        }.joined()
    }

    private static func row(_ name: String, _ totals: LoopTotals) -> String {
        let findings =
            totals.findings > 0 ? "<span class=\"count\">\(LoopTotals.number(totals.findings, "finding"))</span>" : ""
        return "<span class=\"row\">\(name) \(totals.loops > 0 ? totals.bar : "") <span class=\"facts\">\(totals.text)</span> \(findings)</span>"
    }
}
