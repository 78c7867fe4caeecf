// What the tests of `cede verify` share.

import Testing

extension Outcome {
    /// The functions that a report names.
    var functions: [String] { Set(text.matches(of: /`(\w+)`/).map { String($0.1) }).sorted() }
}

extension Workbench {
    /// What `cede verify` says of an object with functions in assembly, by name, with what else the file is to hold, and with what
    /// it carries of its source's plan.
    func verify(
        assembly functions: KeyValuePairs<String, String>, others: String = "", carrying records: [[String]] = [], options: [String] = []
    ) throws -> Outcome {
        let texts = functions.map { name, text in
            ".globl \(name)\n.type \(name), @function\n\(name): \(text)\n.size \(name), . - \(name)\n"
        }
        try write("y.s", ".text\n" + texts.joined() + others)
        let built = try run(["gcc", "-c", "y.s", "-o", "y.o"])
        #expect(built.code == 0, "\(built.errors)")
        try carry(records, in: "y.o")
        return try run([Self.tool, "verify", "y.o"] + options)
    }

    /// Puts a plan into an object: of each cycle its kind, function, file, first and last line and a sentence.
    func carry(_ records: [[String]], in object: String) throws {
        if records.isEmpty { return }
        try write("plan", (["cede-cycles 2"] + records.map { $0.joined(separator: "\t") }).map { $0 + "\n" }.joined())
        #expect(try run(["objcopy", "--add-section", ".cede.cycles=plan", object]).code == 0)
    }
}
