// The bounds of whatever is named: sources, folders, compile databases, and files that hold summaries.

import CFrontend
import Glibc
import Launching
import Planning
import Rewriting
import Workspace

struct BoundsReading {
    let options: SourceOptions
    let scratch: Scratch
    private let analyser: Analyser
    private(set) var files: [[FunctionBound]] = []
    /// What the command returns: what cannot be read is told, and the rest goes on.
    private(set) var code: Int32 = 0

    init(options: SourceOptions, scratch: Scratch) {
        self.options = options
        self.scratch = scratch
        analyser = options.analyser
    }

    mutating func add(_ path: String) throws {
        switch Files.kind(path) {
        case .missing: fail(FileError(path, "read it", ENOENT).description)
        case .folder:
            for source in try Files.below(path, where: { Dialect(ofFile: $0) != nil || isSwift($0) }) {
                if isSwift(source) { try add(swift: source) } else { add(source: source) }
            }
        case .file:
            if isSwift(path) {
                try add(swift: path)
            } else if Dialect(ofFile: path) != nil { add(source: path) } else { try add(summaries: path) }
        }
    }

    private mutating func add(swift path: String) throws {
        do {
            files.append(try analysedSwift(path, try readSource(path), budget: options.budget?.cost).bounds)
        } catch let trouble as Trouble {
            fail(trouble.message)
        }
    }

    /// Every source of a compile database, read as it is compiled.
    mutating func add(database: String) throws {
        let path = Files.kind(database) == .folder ? database + "/compile_commands.json" : database
        let commands: [CompileCommand]
        do {
            commands = try CompileCommand.all(in: try Files.read(path))
        } catch let error as CompileCommand.Fault {
            throw Trouble(message: "\(path): error: \(error)", code: Trouble.input)
        }
        let here = Files.currentFolder
        defer { _ = chdir(here) }
        for command in commands where Dialect(ofFile: command.file) != nil {
            guard chdir(here) == 0, chdir(command.folder) == 0 else {
                fail("\(path): error: the folder \(command.folder) of \(command.file) is not there")
                continue
            }
            let folder = Files.currentFolder
            let compiler = command.words.count - withoutLaunchers(command.words).count
            add(source: command.file, command.words, compiler: compiler + 1) { place in
                // As seen from where the command was given.
                var place = place
                let full = place.file.hasPrefix("/") ? place.file : folder + "/" + place.file
                place.file = full.hasPrefix(here + "/") ? String(full.dropFirst(here.count + 1)) : full
                return place
            }
        }
    }

    private mutating func add(source path: String) {
        add(source: path, options.compiler + options.flags, compiler: options.compiler.count) { $0 }
    }

    /// `compiler`: how many of the words call it.
    private mutating func add(
        source path: String, _ words: [String], compiler count: Int, _ seen: (Place) -> Place
    ) {
        let compiler = Array(words.prefix(count))
        do {
            let expanded = ResponseFile.expand(Array(words.dropFirst(count))) { try? Files.read($0) }
            let isClang = CompilerProbe(compiler).isClang(scratch: scratch)
            let reading = PreprocessedSource(
                compiler: compiler,
                steps: Steps(Invocation(reading: expanded), family: isClang ? .clang : .gcc))
            let result = try analyser.analyse(try reading.read(path, by: scratch.file("original.i")))
            files.append(result.bounds.map { $0.moved(seen) })
        } catch let error as CFrontendError {
            let (place, reason) = error.summary(of: path)
            fail("\(place): error: not analysed: \(reason); \(error.remedy)")
        } catch let error as Trouble {
            fail(error.message)
        } catch {
            fail("\(error)")
        }
    }

    private mutating func add(summaries path: String) throws {
        let bytes = try Files.read(path)
        let texts = ObjectSections.isObject(bytes) ? ObjectSections.named(CarriedText.boundsSection, in: bytes) : [bytes]
        let found = texts.compactMap { Summary.files(in: String(decoding: $0, as: UTF8.self)) }
        if found.count < texts.count {
            fail(
                "\(path): error: no source, no object, and no summary of this version; name C sources or objects"
            )
        } else if texts.isEmpty {
            fail("\(path): error: it holds no summary; build it with `cede cc --summary`")
        }
        files += found.joined()
    }

    private mutating func fail(_ message: String) {
        say(message)
        code = Trouble.input
    }
}

extension FunctionBound {
    fileprivate func moved(_ seen: (Place) -> Place) -> FunctionBound {
        func moved(_ gap: Gap) -> Gap {
            var gap = gap
            for i in gap.extras.indices { gap.extras[i].place = seen(gap.extras[i].place) }
            return gap
        }
        var function = self
        function.place = seen(place)
        function.gap = moved(gap)
        function.entry = entry.map(moved)
        function.through = through.map(moved)
        function.exit = exit.map(moved)
        return function
    }
}
