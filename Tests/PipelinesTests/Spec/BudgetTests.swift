import TestSupport
import Testing
import Texts

@testable import Pipelines

/// Short texts that ask for more than any memory.
@Suite struct BudgetTests {
    private func problems(_ text: String, files: [String: String] = [:]) throws -> [String] {
        do {
            _ = try readSpec(Array(("version: 1\ndirectory: d\n" + text).utf8), files: files)
            return []
        } catch {
            guard case .badSpec(let problems) = error else { throw error }
            return problems.lines
        }
    }

    /// That the spec is refused, quickly, at a line, and for what.
    private func expectRefusal(_ text: String, _ place: String, _ reason: String) throws {
        var found: [String] = []
        let seconds = try ProcessorTime.ofThread { found = try problems(text) }
        #expect(found.contains { $0.begins(with: place) && $0.contains(reason) }, "\(found.prefix(5))")
        #expect(seconds < ProcessorTime.limit(20))
    }

    @Test func textsThatDoubleAreRefusedBeforeTheyAreBuilt() throws {
        var lines = ["vars:", "  v0: 0123456789"]
        for number in 1...40 { lines.append("  v\(number): \"${v\(number - 1)}${v\(number - 1)}\"") }
        lines += ["stages: { a: { make: { words: \"${v40}\", output: x } } }", ""]
        // Ten bytes doubled, all together, are more than 64 MB in the 22nd.
        try expectRefusal(lines.joined(separator: "\n"), "FILE:26:", "more than 64 MB of text")
    }

    @Test func listsThatDoubleAreRefusedBeforeTheyAreBuilt() throws {
        var lines = ["vars:", "  v0: [a, b]"]
        for number in 1...40 { lines.append("  v\(number): [\"${v\(number - 1)}\", \"${v\(number - 1)}\"]") }
        lines += ["stages: { a: { make: { words: x, output: x } } }", ""]
        try expectRefusal(lines.joined(separator: "\n"), "FILE:2", "more than 4194304 values")
    }

    @Test func filesAndRefusedSettingsHaveABudget() {
        let budget = SpecBudget()
        #expect(budget.take(files: 1_000_000) && !budget.take(files: 1))
        #expect((0..<20_000).allSatisfy { _ in budget.takeRefusal() } && !budget.takeRefusal())
        #expect(budget.allowed({ ["size"] }, insteadOf: "sise").contains("did you mean 'size'?"))
        for _ in 0..<100 { _ = budget.allowed({ ["size"] }, insteadOf: "sise") }
        #expect(budget.allowed({ ["size"] }, insteadOf: "sise") == "others are named before")
    }

    @Test func stagesWithoutEndAreRefusedWithTheLine() throws {
        let numbers = (0..<200).map(String.init).joined(separator: ",")
        try expectRefusal(
            "stages:\n  a: { matrix: { x: [\(numbers)], y: [\(numbers)] }, make: { output: \"${instance}\" } }\n",
            "FILE:4:", "the matrix has more than 20000 combinations")
    }

    @Test func manyUnknownNamesAreToldQuickly() throws {
        let names = (0..<1500).map { "  name_of_a_variable_that_is_long_\($0): x" }
        let stages = (0..<1500).map {
            "  s\($0): { make: { words: \"${name_of_a_variabel_that_is_lang_\($0)}\", output: o\($0) } }"
        }
        try expectRefusal(
            (["vars:"] + names + ["stages:"] + stages).joined(separator: "\n") + "\n", "FILE:15",
            "there is no variable")
    }

    @Test func aTableOfTooManyRowsIsNotReadToItsEnd() throws {
        let rows = (0..<30_000).map(String.init).joined(separator: "\n")
        let found = try problems(
            "stages: { a: { foreach: { rows: ./t.csv }, make: { output: \"${n}\" } } }\n",
            files: ["t.csv": "n\n" + rows])
        #expect(found.contains { $0.contains("line 20002: more than 20000 rows") }, "\(found.prefix(3))")
    }

    @Test func nothingToGoOverIsRefused() throws {
        let stage = "make: { output: \"${instance}\" } } }\n"
        let noRow = try problems("stages: { a: { foreach: { rows: ./t.csv }, \(stage)", files: ["t.csv": "n,m\n"])
        #expect(
            noRow.contains { $0.contains("foreach goes over no row") }, "\(noRow)")
        let noColumn = try problems(
            "stages: { a: { foreach: { columns: ./t.csv, except: [n, m] }, \(stage)", files: ["t.csv": "n,m\n1,2\n"])
        #expect(noColumn.contains { $0.contains("foreach goes over no column") }, "\(noColumn)")
        let noValue = try problems("stages: { a: { matrix: { n: [] }, \(stage)")
        #expect(noValue.contains { $0.contains("'n' has no values") }, "\(noValue)")
    }

    @Test func anEmptyCellIsToldWithItsLine() throws {
        let rows = "stages: { a: { foreach: { rows: ./t.csv }, make: { count: \"${m}\", output: \"${n}\" } } }\n"
        let first = try problems(rows, files: ["t.csv": "n,m\na,1\n,2\n"])
        #expect(first.contains { $0.contains("'./t.csv', line 3: the cell of 'n' is empty") }, "\(first)")
        let other = try problems(rows, files: ["t.csv": "n,m\na,1\nb,\n"])
        #expect(
            other.contains { $0.contains("option 'count' is ''") && $0.contains("empty in './t.csv', line 3") },
            "\(other)")
        let header = try problems(
            "stages: { a: { foreach: { columns: ./t.csv }, make: { output: \"x${column}\" } } }\n",
            files: ["t.csv": "n,,m\n"])
        #expect(header.contains { $0.contains("line 1: column 2 has no name") }, "\(header)")
    }

    @Test func valuesThatAreTooLongForAStagesNameAreRefused() throws {
        func spec(_ count: Int) -> String {
            let value = String(repeating: "v", count: count)
            return "stages:\n  a: { matrix: { x: [\(value)] }, make: { words: w, output: \"${instance}\" } }\n"
        }
        try expectRefusal(spec(160), "FILE:4:", "are more than 150 bytes; they are part of a stage's name")
        #expect(try problems(spec(100)).isEmpty)
    }
}
