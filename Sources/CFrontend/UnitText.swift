// The files of one translation unit that checks may be inserted into, laid end to end: the source first, then each
// project header as it is met. One offset then means one place in one file, and whatever reads offsets (lowering,
// planning, rewriting) need not know that there are several.
//
// Rejected: a file in every site and region. All that a file is needed for is known at the two ends.

import CLibClang
import Planning

/// A file's share of the bytes that were analysed.
public struct SourceFile: Hashable, Sendable {
    /// As the parser names it.
    public var path: String
    public var range: Range<Int>
}

final class UnitText {
    /// A file as it is parsed: marks may stand in it, which offsets leave out.
    struct Parsed {
        var path: String
        var original: [UInt8]
        /// Where its macro definitions may hold checks; marks are numbered on from `firstMark`.
        var sites: [MacroSite]
        var firstMark = 0

        init(path: String, original: [UInt8], sites: [MacroSite] = []) {
            self.path = path
            self.original = original
            self.sites = sites
        }

        var marks: [(offset: Int, text: String)] {
            let all = sites.enumerated().flatMap { $1.mark(firstMark + $0) }
            return all.indices.sorted { (all[$0].offset, $0) < (all[$1].offset, $1) }.map { all[$0] }
        }

        var bytes: [UInt8] {
            var result: [UInt8] = []
            var position = 0
            for mark in marks {
                result += original[position..<mark.offset] + Array(mark.text.utf8)
                position = mark.offset
            }
            return result + original[position...]
        }
    }

    private(set) var files: [SourceFile] = []
    /// The sites of all files, by their marks' numbers.
    private(set) var sites: [Int: MacroSite] = [:]
    private(set) var bytes: [UInt8] = []
    /// By file, where each mark starts in the parsed bytes, its length, and the length of those before it.
    private var marks: [[(start: Int, length: Int, before: Int)]] = []
    /// By file of libclang; those of no interest are -1.
    private var known: [CXFile: Int] = [:]
    private var last: (file: CXFile?, index: Int) = (nil, -1)

    func add(_ file: CXFile?, _ parsed: Parsed) {
        guard let file else { return }
        known[file] = files.count
        last = (nil, -1)
        // A byte of its own between two files, so that the end of one is not the start of the next.
        if !bytes.isEmpty { bytes.append(0x0a) }
        let base = bytes.count
        files.append(SourceFile(path: parsed.path, range: base..<(base + parsed.original.count)))
        for (i, site) in parsed.sites.enumerated() { sites[parsed.firstMark + i] = site.moved(by: base) }
        bytes += parsed.original
        var before = 0
        marks.append(
            parsed.marks.map { mark in
                defer { before += mark.text.utf8.count }
                return (mark.offset + before, mark.text.utf8.count, before)
            })
    }

    /// The file's number, which `admit` gives it when it is met for the first time, or nil for one that is left alone.
    func number(of file: CXFile?, admit: (CXFile) -> Parsed?) -> Int? {
        guard let file else { return nil }
        if let index = known[file] { return index < 0 ? nil : index }
        if let same = known.first(where: { $0.value >= 0 && clang_File_isEqual($0.key, file) != 0 }) {
            known[file] = same.value
            last = (nil, -1)
            return same.value
        }
        guard let parsed = admit(file) else {
            known[file] = -1
            return nil
        }
        add(file, parsed)
        return files.count - 1
    }

    /// The offset at which a location is expanded; -1 in a file that is left alone.
    func offset(_ location: CXSourceLocation) -> Int {
        var file: CXFile?
        var offset: UInt32 = 0
        clang_getExpansionLocation(location, &file, nil, nil, &offset)
        if file != last.file { last = (file, file.flatMap { known[$0] } ?? -1) }
        guard last.index >= 0 else { return -1 }
        return files[last.index].range.lowerBound + Int(offset)
            - lengthOfMarks(before: Int(offset), in: last.index)
    }

    private func lengthOfMarks(before position: Int, in file: Int) -> Int {
        let marks = marks[file]
        var (low, high) = (0, marks.count)
        while low < high {
            let middle = (low + high) / 2
            if marks[middle].start < position { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return 0 }
        return marks[low - 1].before + min(marks[low - 1].length, position - marks[low - 1].start)
    }

    /// The file that an offset is in.
    func file(at offset: Int) -> SourceFile? {
        files.first { $0.range.contains(offset) || $0.range.upperBound == offset }
    }

    /// Where a person finds an offset. Line markers are followed, marks are not counted.
    func place(of offset: Int, in unit: CXTranslationUnit) -> Place {
        guard let index = files.lastIndex(where: { $0.range.lowerBound <= offset }),
            let file = known.first(where: { $0.value == index })?.key
        else { return Place(file: "", line: 0, column: 0) }
        let start = offset - files[index].range.lowerBound
        var position = start
        for mark in marks[index] where mark.start - mark.before <= start { position += mark.length }
        var place = presumedPlace(clang_getLocationForOffset(unit, file, UInt32(position)))
        let lineStart = bytes[..<offset].lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
        place.column = offset - max(lineStart, files[index].range.lowerBound) + 1
        return place
    }
}
