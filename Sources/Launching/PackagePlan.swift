// What SwiftPM would compile for a package: every source of the package and of its dependencies, with the compiler's
// words, read from the plan that SwiftPM writes for llbuild (`debug.yaml`).
//
// Rejected: `swift package describe`, which knows neither dependencies' sources nor the flags of C targets, and finding
// sources by SwiftPM's rules for folders, which would be a second SwiftPM. The plan is YAML of which SwiftPM uses a little:
// a name or a field a line, the values JSON. Only that is read here.

public struct PackagePlan: Sendable {
    /// What one command compiles: a Swift module, or one C source.
    public struct Unit: Hashable, Sendable {
        public var target: String
        public var isSwift: Bool
        public var sources: [String]
        /// The compiler and its arguments.
        public var words: [String]
        /// In the order of the sources, where there is one for each.
        public var objects: [String]
        /// Built for what runs during the build: macros, and the tools of plugins.
        public var isForHost: Bool
        /// Nothing else than what runs during the build has it in it.
        public var isHostOnly = false
    }

    public struct Fault: Error, CustomStringConvertible {
        public var line: Int
        public var description: String { "line \(line) is not what SwiftPM 6 writes" }
    }

    public var units: [Unit] = []
    /// The folders of the package's own targets.
    public var folders: [String] = []

    /// The folders that C headers are looked for in, those of dependencies among them.
    public var includes: Set<String> {
        var found: Set<String> = []
        for unit in units {
            var isNext = false
            for word in unit.words where word != "-Xcc" {
                if isNext { found.insert(word) }
                isNext = word == "-I"
            }
        }
        return found
    }

    /// Without `everything`, only what the package itself builds: the plan has all there is in the dependencies too.
    public init(parsing bytes: [UInt8], everything: Bool = false) throws(Fault) {
        var section = ""
        var wanted: [String] = []
        var inputs: [String: [String]] = [:]
        var command = Command(name: "")
        /// Executables that run during the build, by the name of their module.
        var hostPrograms: Set<String> = []
        /// What the bundles of tests have in them.
        var tested: Set<String> = []

        func end() {
            if let unit = command.unit { units.append(unit) }
            for output in command.outputs { inputs[output, default: []] += command.inputs }
            if command.name.hasSuffix(".exe-tool") { hostPrograms.insert(command.module) }
            if command.name.hasSuffix(".test-tool") { tested.formUnion(command.inputs.compactMap(Unit.target(ofObject:))) }
            command = Command(name: "")
        }

        for (number, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            let indent = line.prefix { $0 == UInt8(ascii: " ") }.count
            let text = line.dropFirst(indent)
            if text.isEmpty { continue }
            switch indent {
            case 0:
                end()
                section = String(decoding: text, as: UTF8.self)
            case 2 where section == "commands:":
                end()
                guard text.first == UInt8(ascii: "\""), text.suffix(2).elementsEqual("\":".utf8) else {
                    throw Fault(line: number + 1)
                }
                command = Command(name: String(decoding: text.dropFirst().dropLast(2), as: UTF8.self))
            case 2 where section == "targets:":
                for name in ["\"main\": ", "\"test\": "] where text.starts(with: name.utf8) {
                    guard let list = try? JSONValue(parsing: Array(text.dropFirst(name.utf8.count))) else {
                        throw Fault(line: number + 1)
                    }
                    wanted += list.array?.compactMap(\.string) ?? []
                }
            case 2 where section == "nodes:":
                let name = String(decoding: text.dropFirst().dropLast(2), as: UTF8.self)
                if name.hasPrefix("/"), name.hasSuffix("/") { folders.append(String(name.dropLast())) }
            case 4 where section == "commands:":
                guard command.take(text) else { throw Fault(line: number + 1) }
            default: break
            }
        }
        end()
        if !everything {
            var reached: Set<String> = []
            while let node = wanted.popLast() {
                if reached.insert(node).inserted { wanted += inputs[node] ?? [] }
            }
            units.removeAll { unit in !unit.objects.contains(where: reached.contains) }
        }
        let needed = Set(units.filter { !$0.isForHost }.map(\.target))
        for i in units.indices where units[i].isForHost && !needed.contains(units[i].target) {
            let target = units[i].target
            units[i].isHostOnly = hostPrograms.contains(target) || !tested.contains(target)
        }
    }

    /// A command of the plan as far as it was read.
    private struct Command {
        var name: String
        var tool = ""
        var inputs: [String] = []
        var outputs: [String] = []
        var words: [String] = []

        init(name: String) { self.name = name }

        /// `C.NAME-<triple>-debug.module`: the module's name.
        var module: String { String(name.dropFirst(2).prefix { $0 != "-" }) }

        /// False for a field of which the value cannot be read.
        mutating func take(_ field: ArraySlice<UInt8>) -> Bool {
            func list(_ prefix: String) -> [String]?? {
                guard field.starts(with: prefix.utf8) else { return nil }
                let value = try? JSONValue(parsing: Array(field.dropFirst(prefix.utf8.count)))
                return .some(value?.array?.compactMap(\.string))
            }
            if field.starts(with: "tool: ".utf8) {
                tool = String(decoding: field.dropFirst(6), as: UTF8.self)
            } else if let value = list("inputs: ") {
                guard let value else { return false }
                inputs = value
            } else if let value = list("outputs: ") {
                guard let value else { return false }
                outputs = value
            } else if let value = list("args: ") {
                guard let value else { return false }
                words = value
            }
            return true
        }

        var unit: Unit? {
            let objects = outputs.filter { $0.hasSuffix(".o") }
            guard let first = objects.first, let target = Unit.target(ofObject: first) else { return nil }
            let sources: [String]
            if tool == "clang" {
                sources = Array(inputs.prefix(1))
            } else if name.hasPrefix("C."), words.contains("-module-name"), words.contains("-c") {
                sources = inputs.filter { $0.hasSuffix(".swift") }
            } else {
                return nil
            }
            return Unit(
                target: target, isSwift: tool != "clang", sources: sources, words: words, objects: objects,
                isForHost: Unit.isForHost(object: first))
        }
    }
}

extension PackagePlan.Unit {
    /// Objects stand below `<Target>.build/`, those for the host below `<Target>-tool.build/`.
    static func target(ofObject path: String) -> String? {
        folder(ofObject: path).map { $0.hasSuffix("-tool") ? String($0.dropLast(5)) : $0 }
    }

    static func isForHost(object path: String) -> Bool { folder(ofObject: path)?.hasSuffix("-tool") ?? false }

    private static func folder(ofObject path: String) -> String? {
        path.split(separator: "/").dropLast().last { $0.hasSuffix(".build") }.map { String($0.dropLast(6)) }
    }

    /// The object of one source, or all where they are not one each.
    public func objects(of source: String) -> [String] {
        guard objects.count == sources.count, let i = sources.firstIndex(of: source) else { return objects }
        return [objects[i]]
    }
}
