import TestSupport
import Testing

@Suite("A second file that goes on with the series of a first")
struct TidyAppendTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        try directory.write("V1,V2,V3,V4\nA,1,2,3\nB,10,20,\n", to: "train.csv")
        try directory.write("V1,V2,V3\nB,30,40\nA,4,5\n", to: "test.csv")
    }

    private func tidy(_ options: String) throws -> SeqcastCommand.End {
        try SeqcastCommand.run(
            ["tidy"] + (options + " --output out.csv").split(separator: " ").map(String.init), in: directory.path)
    }

    @Test("steps are counted on, series by series")
    func counted() throws {
        let end = try tidy("--data train.csv --append test.csv --wide series-rows")
        #expect(end.code == 0, "\(end.error)")
        let text = String(decoding: try Fixtures.contents(directory.file("out.csv")), as: UTF8.self)
        #expect(
            text == "series,step,value\nA,0,1\nA,1,2\nA,2,3\nB,0,10\nB,1,20\nB,2,30\nB,3,40\nA,3,4\nA,4,5\n")
    }

    @Test("other columns, and a series that the first file does not have, are refused with their place")
    func refused() throws {
        try directory.write("V1,V2,V3\nA,4,5\nC,1,2\n", to: "more.csv")
        let new = try tidy("--data train.csv --append more.csv --wide series-rows")
        #expect(new.code == 65 && new.error.contains("more.csv:3: found the series C"), "\(new.error)")
        try directory.write("when,y\n2024-01-01,1\n2024-01-02,2\n", to: "long.csv")
        let other = try tidy("--data train.csv --append long.csv")
        #expect(
            other.code == 65
                && other.error.contains("long.csv: found the columns when, y; expected those of the first file"),
            "\(other.error)")
        let missing = try tidy("--data train.csv --append none.csv")
        #expect(missing.code == 66 && missing.error.contains("none.csv"), "\(missing.error)")
    }
}
