import Testing

@testable import Pipelines

@Suite struct MatrixTests {
    private func read(_ text: String, settings: [String] = [], files: [String: String] = [:]) throws -> Spec {
        try readSpec(Array(("version: 1\ndirectory: d\n" + text).utf8), settings: settings, files: files)
    }

    @Test func aMatrixMakesEveryCombinationAndNamesIt() throws {
        let spec = try read(
            """
            vars: { seeds: [0, 1] }
            stages:
              words:
                matrix: { size: [8, 64], seed: "${seeds}" }
                make: { count: "${size}", words: "a-${seed}", output: "words/${instance}.txt" }
              all: { join: { data: "${words.output}", output: all.txt } }
              some: { join: { data: "${words[seed=1].output}", output: some.txt } }
              one: { learn: { data: "${words[seed=0,size=64].output}", output: one } }
              alike:
                matrix: words
                learn: { data: "words/${instance}.txt", output: "models/${size}-${seed}" }

            """)
        let names = ["seed=0,size=8", "seed=1,size=8", "seed=0,size=64", "seed=1,size=64"]
        let words = names.map { "words[\($0)]" }
        #expect(spec.stages.map(\.name) == words + ["all", "some", "one"] + names.map { "alike[\($0)]" })
        #expect(spec.stages[3].texts["count"] == ["64"])
        #expect(spec.stages[3].texts["words"] == ["a-1"])
        #expect(spec.stages[3].writes.map(\.path.path) == ["d/words/seed=1,size=64.txt"])
        #expect(spec.plan.dependencies[4...] == [[0, 1, 2, 3], [1, 3], [2], [0], [1], [2], [3]])
        #expect(try spec.plan.order(selecting: ["alike[size=8]"]) == [0, 1, 7, 8])
        #expect(try spec.plan.order(selecting: ["words", "words[seed=1,size=8]"]) == [0, 1, 2, 3])
        let unknown = #expect(throws: PipelineError.self) { try spec.plan.order(selecting: ["words[seed=7]"]) }
        #expect(unknown?.description == "there is no stage 'words[seed=7]'; allowed: seed=0|1, size=8|64")
    }

    @Test func theOrderOfTheKeysMeansNothingAndANumberIsOneHoweverItIsWritten() throws {
        func spec(_ matrix: String) throws -> Spec {
            try read(
                """
                stages:
                  words: { matrix: \(matrix), make: { words: "${rate}", output: "${instance}.txt" } }

                """)
        }
        let one = try spec("{ size: [8, 64], rate: [0.05, 1000, 007] }")
        let other = try spec("{ rate: [5e-2, 1000, 007], size: [8, 64] }")
        #expect(Set(one.stages.map(\.name)) == Set(other.stages.map(\.name)))
        #expect(one.stages[0].writes.map(\.path.path) == ["d/rate=0.05,size=8.txt"])
        #expect(other.stages[0].texts["words"] == ["0.05"])
        // Digits alone, and what is quoted, may be a name.
        #expect(one.stages.contains { $0.name == "words[rate=007,size=8]" })
        #expect(try spec("{ rate: ['5e-2'] }").stages[0].name == "words[rate=5e-2]")
        #expect(throws: PipelineError.self) { try spec("{ rate: [0.5, 5e-1] }") }
    }

    @Test func valuesThatWouldEndANameOrAPathAreWrittenByNumber() throws {
        let spec = try read(
            """
            stages:
              a: { foreach: ["x/y, z=1]", é.5, "%"], make: { words: "${item}", output: "${instance}" } }

            """)
        #expect(spec.stages.map(\.name) == ["a[item=x%2Fy%2C%20z%3D1%5D]", "a[item=é.5]", "a[item=%25]"])
        #expect(spec.stages[0].texts["words"] == ["x/y, z=1]"])
        #expect(spec.stages[0].writes.map(\.path.path) == ["d/item=x%2Fy%2C%20z%3D1%5D"])
    }

    @Test func foreachGoesOverTheColumnsOrRowsOfAFile() throws {
        let files = ["data/a.csv": "name,size\r\n\"a,\"\"b\",8\nc,64\n\n"]
        let columns = try read(
            """
            stages:
              a: { foreach: { columns: ./data/a.csv, except: [name] }, make: { output: "${column}.txt" } }

            """, files: files)
        #expect(columns.stages.map(\.name) == ["a[column=size]"])
        let rows = try read(
            """
            stages:
              a: { foreach: { rows: ./data/a.csv }, make: { words: "${name}", count: "${size}", output: "${size}" } }

            """, files: files)
        #expect(rows.stages.map(\.name) == ["a[name=a%2C%22b]", "a[name=c]"])
        #expect(rows.stages.map { $0.texts["count"] } == [["8"], ["64"]])
        #expect(rows.stages[0].texts["words"] == ["a,\"b"])
    }

    @Test func anIncludedSpecGivesItsStagesAndTheSpecItsVariables() throws {
        let spec = try read(
            "include: included/stages.yaml\nvars: { size: 7 }\nstages: { more: { make: { output: more.txt } } }\n",
            files: includedFiles)
        #expect(spec.stages.map(\.name) == ["more", "words", "training"])
        #expect(spec.stages[1].texts["count"] == ["7"])
        #expect(spec.stages[2].texts["size"] == ["70"])
        #expect(spec.directory == "d")
    }

    @Test func whatIsTypedSetsVariablesAndOptions() throws {
        let text = """
            vars: { size: 7 }
            stages:
              a: { matrix: { n: [1, 2] }, timeout: 5, make: { count: "${size}", output: "${n}.txt", tag: x } }
              b: { run: [sort, "${reads}", -o, "${writes}"], reads: "${a.output}", writes: b.txt }

            """
        let settings = ["size=9", "a.tag=p", "a.tag=q r", "a.words=", "a.timeout=2m", "b.retries=3"]
        let spec = try read(text, settings: settings)
        #expect(spec.stages[1].texts["count"] == ["9"])
        #expect(spec.stages[1].texts["tag"] == ["p", "q r"])
        #expect(spec.stages[1].texts["words"] == [""])
        #expect(spec.stages.map(\.limits.timeout) == [120, 120, nil])
        #expect(spec.stages[2].limits.retries == 3)
        guard case .program(let words, let recorded) = spec.stages[2].work else { return #expect(Bool(false)) }
        #expect(words == ["sort", "d/1.txt", "d/2.txt", "-o", "d/b.txt"])
        #expect(recorded == ["sort", "${reads}", "-o", "${writes}"])
        let typed = [
            "sise=1", "a.count=many", "c.count=1", "a.cuont=1", "count", "b.data=1", "a.note=1", "a.note=2",
        ]
        #expect(
            problems(with: Array(("version: 1\ndirectory: d\n" + text).utf8), settings: typed) == [
                "--set sise=1: there is no variable 'sise'; did you mean 'size'? allowed: size; "
                    + "for a stage write STAGE.OPTION=VALUE",
                "--set a.count=many: option 'count' is 'many'; expected a whole number from 1",
                "--set c.count=1: there is no stage 'c'; did you mean 'a'? allowed: a, b",
                "--set a.cuont=1: unknown option 'cuont' of make; did you mean 'count'? "
                    + "allowed: output, words, count, flavour, note, tag, quiet",
                "--set count: expected STAGE.OPTION=VALUE or VARIABLE=VALUE",
                "--set b.data=1: stage 'b' runs a program, which has no options; "
                    + "allowed: timeout, retries, cpus, memory",
                "--set a.note=2: option 'note' is set 2 times; set it once",
            ])
    }
}
