import Files
import TestSupport
import Testing

@Suite("new")
struct NewProjectTests {
    private static let names = try? Fixtures.names(in: "series").filter { $0.hasSuffix(".csv") }

    /// Sixty hours of a day's rhythm.
    private static let hours = (0..<60).reduce("when;load\n") { text, hour in
        let day = 1 + hour / 24
        let hourOfDay = hour % 24
        return text + "0\(day).03.2024 \(hourOfDay < 10 ? "0" : "")\(hourOfDay):00;\(hour % 12),\(hour % 7)\n"
    }

    private static func text(_ path: String) throws -> String {
        String(decoding: try FileReader.read(path, limit: 1 << 22), as: UTF8.self)
    }

    private static func make(_ target: [String], in directory: String) throws -> SeqcastCommand.End {
        try SeqcastCommand.Running(
            program: "/usr/bin/make", ["--no-print-directory", "SEQCAST=\(SeqcastCommand.path)"] + target,
            in: directory,
            environment: ["MAKEFLAGS": ""]
        ).wait()
    }

    @Test(
        "a project runs at once by make: tidied data, a forecast, its picture, the page; a second make has nothing to do"
    )
    func runs() throws {
        let directory = try TemporaryDirectory()
        _ = try directory.write(Self.hours, to: "load.csv")
        let begun = try SeqcastCommand.run(["new", "my project", "--data", "load.csv"], in: directory.path)
        #expect(begun.code == 0 && begun.output.hasSuffix("make -C 'my project'\n"), "\(begun.output)\(begun.error)")
        let project = directory.file("my project")
        #expect(
            try Directories.list(at: project).sorted() == [
                ".gitignore", "Makefile", "README.md", "data", "pipeline.yaml",
            ])
        #expect(try Self.text(project + "/data/load.csv") == Self.hours)
        // So that it takes no time here; what a user does who changes a setting.
        let spec = try Self.text(project + "/pipeline.yaml")
        let epochs = try #require(spec.split(separator: "\n").first { $0.hasPrefix("      epochs: ") })
        try DurableFile.write(
            Array(spec.replacing(epochs, with: "      epochs: 2").utf8), to: project + "/pipeline.yaml")
        let made = try Self.make([], in: project)
        #expect(made.code == 0, "\(made.error)")
        for file in ["data.csv", "errors.csv", "forecast.csv", "forecast.png"] {
            #expect(try Directories.list(at: project + "/results").contains(file), "\(file)")
        }
        #expect(try Self.text(project + "/report.html").contains("</html>"))
        #expect(try Self.make(["status"], in: project).code == 0)
        let snakefile = try Self.make(["Snakefile"], in: project)
        #expect(snakefile.code == 0)
        #expect(try Self.text(project + "/Snakefile").contains("rule all:"))
        #expect(try Self.make(["clean"], in: project).code == 0)
        #expect(try !Directories.list(at: project).contains("results"))
    }

    @Test("every setting of every real series is taken, and its reason stands above it", arguments: names ?? [])
    func valid(_ name: String) throws {
        let directory = try TemporaryDirectory()
        let begun = try SeqcastCommand.run(
            ["new", "project", "--data", Fixtures.path("series/" + name)], in: directory.path)
        #expect(begun.code == 0, "\(begun.error)")
        let checked = try SeqcastCommand.run(
            ["run", "pipeline.yaml", "--dry-run"], in: directory.file("project"))
        #expect(checked.code == 0, "\(checked.error)")
        let lines = try Self.text(directory.file("project/pipeline.yaml")).split(separator: "\n")
        for setting in ["horizon", "loss", "test", "validation", "epochs"] {
            let place = lines.firstIndex { $0.hasPrefix("      \(setting): ") }
            if let place { #expect(lines[place - 1].hasPrefix("      # "), "\(setting)") }
            #expect(place != nil || setting == "validation", "\(setting)")
        }
    }

    @Test("a name that make or a shell could read otherwise is not taken over, and names of columns stay texts")
    func hostile() throws {
        let directory = try TemporaryDirectory()
        let text = Self.hours.replacing("load", with: "\"$(touch x) ${y} `z` # :\"")
        _ = try directory.write(text, to: "$(touch x); ${y}.csv")
        let begun = try SeqcastCommand.run(["new", "p", "--data", "$(touch x); ${y}.csv"], in: directory.path)
        #expect(begun.code == 0, "\(begun.error)")
        #expect(try Directories.list(at: directory.file("p/data")) == ["data.csv"])
        let checked = try SeqcastCommand.run(["run", "pipeline.yaml", "--dry-run"], in: directory.file("p"))
        #expect(checked.code == 0, "\(checked.error)")
    }

    @Test("a directory with something in it is left as it is, and a file of which nothing can be learnt is refused")
    func refused() throws {
        let directory = try TemporaryDirectory()
        _ = try directory.write("y\n4\n9\n2\n", to: "few.csv")
        try Directories.create(at: directory.file("full"))
        _ = try directory.write(Self.hours, to: "full/load.csv")
        let full = try SeqcastCommand.run(["new", "full", "--data", "full/load.csv"], in: directory.path)
        #expect(full.code == 73)
        #expect(
            full.error
                == "seqcast: full: found a directory that is not empty; expected none, or an empty one; name another\n")
        #expect(try Directories.list(at: directory.file("full")) == ["load.csv"])
        let few = try SeqcastCommand.run(["new", "p", "--data", "few.csv"], in: directory.path)
        #expect(few.code == 65)
        #expect(
            few.error
                == "seqcast: few.csv: found 3 values; expected a column of numbers with at least 10 values to learn from\n"
        )
        #expect(!Directories.isDirectory(at: directory.file("p")))
        #expect(try SeqcastCommand.run(["new", "p", "--data", "nothing.csv"], in: directory.path).code == 66)
    }
}
