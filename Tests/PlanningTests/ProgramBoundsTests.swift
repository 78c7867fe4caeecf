// Bounds across files, and their way through text.

import Planning
import Testing

@Suite struct ProgramBoundsTests {
    private func file(_ functions: Function...) -> [FunctionBound] {
        let skeleton = Skeleton(functions: functions)
        return Planner().plan(skeleton).bounds(skeleton)
    }

    private func gap(_ name: String, _ files: [FunctionBound]...) -> Gap? {
        ProgramBounds(files).functions.first { $0.id == name }?.gap
    }

    @Test func anotherFilesFunctionCountsAsOftenAsItIsCalled() {
        let one = file(function("f", nanoseconds(10), call("g"), call("g"), call("h")))
        let other = file(function("g", nanoseconds(7), visibility: .program))
        let found = gap("f", one, other)
        #expect(found?.cost == .nanoseconds(24))
        #expect(found?.extras.map(\.kind) == [.opaque("h")])
        // One that only its own file can name is not meant.
        let hidden = file(function("g", nanoseconds(7)))
        #expect(gap("f", one, hidden)?.extras.count == 2)
    }

    @Test func aChainOfFilesIsFollowedAndACircleIsNamed() {
        let a = file(function("a", nanoseconds(1), call("b"), visibility: .program))
        let b = file(function("b", nanoseconds(2), call("c"), visibility: .program))
        let end = file(function("c", nanoseconds(4), visibility: .program))
        #expect(gap("a", a, b, end) == Gap(cost: .nanoseconds(7)))
        let back = file(function("c", nanoseconds(4), call("a"), visibility: .program))
        let circle = gap("a", a, b, back)
        #expect(circle?.isBounded == true && circle?.extras.isEmpty == false)
    }

    @Test func whatAnotherFileLeavesUncheckedIsUnboundedHere() {
        let one = file(function("f", call("g")))
        let other = file(function("g", loop(nanoseconds(1), refusal: .fromMacro("M")), visibility: .program))
        #expect(gap("f", one, other)?.isBounded == false)
    }

    @Test func aPointerReachesWhatIsOfItsType() {
        func through(_ type: String?) -> [FunctionBound] {
            file(function("f", .call(Call(callee: .pointer, place: place(3), type: type))))
        }
        var long = function("long", nanoseconds(50), addressTaken: true)
        long.type = "int (int)"
        var short = function("short", nanoseconds(5), addressTaken: true)
        short.type = "void (void)"
        let table = file(long, short, function("unnamed", nanoseconds(500)))
        #expect(gap("f", through("int (int)"), table) == Gap(cost: .nanoseconds(50)))
        #expect(gap("f", through("void (void)"), table) == Gap(cost: .nanoseconds(5)))
        // Another file may take the address of what it can name.
        var visible = function("visible", nanoseconds(70), visibility: .program)
        visible.type = "void (void)"
        #expect(gap("f", through("void (void)"), table, file(visible)) == Gap(cost: .nanoseconds(70)))
        #expect(gap("f", through(nil), table) == Gap(cost: .nanoseconds(50)))
        #expect(
            gap("f", through("char (char)"), table)?.extras.map(\.kind) == [.pointer(type: "char (char)")])
    }

    @Test func textBringsBackWhatItWasMadeOf() throws {
        let odd = Extra(
            .unchecked("loop\t'for'", why: "a \\ and\na line"), at: Place(file: "a b.c", line: 3, column: 4))
        var functions = file(
            function(
                "f", nanoseconds(3), call("g"), loop(call("h")), visibility: .program, addressTaken: true),
            function("r", call("r"), nanoseconds(2)))
        functions[0].gap.extras.append(odd)
        functions[0].type = "int (char *)"
        let text = Summary.text(functions)
        let read = try #require(Summary.files(in: text + text))
        #expect(read.count == 2)
        #expect(Summary.text(read[1]) == text)
        #expect(read[0][0].gap.extras.last == odd && read[0][0].type == "int (char *)")
        #expect(read[0].map(\.exit) == functions.map(\.exit))
    }

    @Test(arguments: [
        "", "cede-bounds 2\n", "cede-bounds 1\nfunction\tfile\n", "gap\t1\t2\n", "cede-bounds 1\ngap\t1\t2\n",
    ])
    func otherTextIsNotRead(text: String) {
        #expect(Summary.files(in: text)?.isEmpty ?? true)
    }
}
