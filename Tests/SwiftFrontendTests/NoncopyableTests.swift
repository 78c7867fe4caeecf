// Values of types that another file declares: where this file has some that can't be copied, they may be such, too.

import SwiftFrontend
import Testing
import Workspace

@Suite struct Noncopyable {
    private static let constrained = "extension Elsewhere where Element: ~Copyable {\n    "
    private static let plain = "extension Elsewhere {\n    "

    @Test(arguments: [
        (constrained + "func a() -> Self { b() }", "{ let _ = cede_check(); return b() }"),
        (constrained + "func a() -> Bitmap { b() }", "{ let _ = cede_check(); return b() }"),
        (constrained + "func a() -> _Bitmap { b() }", "{ let _ = cede_check(); return b() }"),
        (constrained + "var a: Bitmap { mutating get { b() } }", "{ let _ = cede_check(); return b() }"),
        (constrained + "func a() -> [Int]? { b() }", "{ (cede_check(), b()).1 }"),
        (plain + "func a() -> Self { b() }", "{ (cede_check(), b()).1 }"),
    ])
    func aValueIsReturnedOrPutInATuple(source: String, expected: String) throws {
        let bytes = Array((source + "\n    func b() -> Int { a() }\n}\n").utf8)
        let result = try AnalysedSwift(SwiftSource(path: "x.swift", bytes: bytes), budget: nil, Configuration())
        let text = String(decoding: result.rewritten.bytes, as: UTF8.self)
        #expect(text.contains(expected), "\(text)")
    }
}
