import Files
import Stages

/// The JSON Schema of specs, made from the definitions by which specs are read; editors complete and check by it.
package struct SpecSchema {
    private let commands: [any Stage.Type]

    package init(commands: [any Stage.Type]) {
        self.commands = commands
    }

    /// The schema, without a line end behind it.
    package var text: String {
        JSONText.object([
            ("$schema", JSONText.text("https://json-schema.org/draft/2020-12/schema")),
            ("title", JSONText.text("A pipeline of \(ProgramVersion.name)")),
            ("type", JSONText.text("object")),
            (
                "properties",
                JSONText.object([
                    ("version", JSONText.object([("const", "1")])),
                    ("name", reference("template")),
                    ("directory", reference("template")),
                    ("include", oneOrMore("template")),
                    (
                        "vars",
                        mapping(of: oneOrMore("scalar"), described: "Values that ${NAME} stands for in all texts.")
                    ),
                    (
                        "stages",
                        mapping(of: reference("stage"), described: "The stages by name; files say which comes first.")
                    ),
                ])
            ),
            ("required", JSONText.shortList(["\"version\""])),
            ("anyOf", JSONText.shortList([required(["directory", "stages"]), required(["directory", "include"])])),
            ("additionalProperties", "false"),
            ("$defs", definitions),
        ])
    }

    private var definitions: String {
        let name = JSONText.object([("pattern", JSONText.text(SpecName.pattern))])
        let values = oneOrMore("scalar")
        let matrix = JSONText.object([
            ("description", JSONText.text("An instance for each combination of values, or as another stage has them.")),
            (
                "anyOf",
                JSONText.list([
                    JSONText.object([
                        ("type", "\"object\""), ("propertyNames", name), ("additionalProperties", values),
                    ]), JSONText.object([("type", "\"string\"")]),
                ])
            ),
        ])
        let foreach = JSONText.object([
            ("description", JSONText.text("An instance for each value, column or row.")),
            (
                "anyOf",
                JSONText.list([
                    values,
                    JSONText.object([
                        ("type", "\"object\""),
                        (
                            "properties",
                            JSONText.object([
                                ("columns", reference("template")), ("rows", reference("template")),
                                ("except", values),
                            ])
                        ), ("additionalProperties", "false"),
                    ]),
                ])
            ),
        ])
        let programKeys = [
            (SpecStage.readsKey, oneOrMore("template")), (SpecStage.writesKey, oneOrMore("template")),
            (
                SpecStage.appendKey,
                JSONText.object([
                    ("description", JSONText.text("The program finds what it wrote when it last succeeded.")),
                    ("anyOf", JSONText.list(["{\"type\": \"boolean\"}", reference("variable")])),
                ])
            ),
        ]
        let common =
            [(StageTemplate.matrixKey, matrix), (StageTemplate.foreachKey, foreach)]
            + StageLimits.definitions.map { ($0.name, value(of: $0)) }
        let program = JSONText.object([
            ("description", JSONText.text("A program and its arguments, never through a shell.")),
            ("anyOf", JSONText.list([list("scalar"), reference("template")])),
        ])
        let kinds =
            commands.map { command in
                stage(
                    properties: [(command.name, options(of: command))] + common
                        + (command.search.map { [(StageTemplate.searchKey, search(by: $0))] } ?? []),
                    required: [command.name])
            } + [
                stage(
                    properties: [(SpecStage.programKey, program)] + programKeys + common,
                    required: [SpecStage.programKey, SpecStage.writesKey])
            ]
        return JSONText.object([
            ("scalar", JSONText.object([("type", "[\"string\", \"number\", \"boolean\"]")])),
            ("template", JSONText.object([("type", "\"string\""), ("minLength", "1")])),
            ("variable", JSONText.object([("type", "\"string\""), ("pattern", JSONText.text("\\$\\{[^}]+\\}"))])),
            ("stage", JSONText.object([("oneOf", JSONText.list(kinds))])),
        ])
    }

    private func stage(properties: [(String, String)], required names: [String]) -> String {
        JSONText.object([
            ("type", "\"object\""), ("properties", JSONText.object(properties)),
            ("required", JSONText.shortList(names.map(JSONText.text))), ("additionalProperties", "false"),
            ("not", required([StageTemplate.matrixKey, StageTemplate.foreachKey])),
        ])
    }

    private func options(of command: any Stage.Type) -> String {
        let needed = command.options.filter { $0.presence == .required }.map(\.name)
        return JSONText.object([
            ("description", JSONText.text(command.summary)),
            ("type", "\"object\""),
            (
                "properties",
                JSONText.object(command.options.filter { $0.role != .live }.map { ($0.name, value(of: $0)) })
            ),
            ("required", JSONText.shortList(needed.map(JSONText.text))),
            ("additionalProperties", "false"),
        ])
    }

    /// What a search takes: values of options, and how many settings it tries.
    private func search(by steering: StageSearch) -> String {
        let space = JSONText.object([
            ("description", JSONText.text("The options to try, with lists of values or ranges of numbers.")),
            ("type", "\"object\""), ("minProperties", "1"),
            ("properties", JSONText.object(steering.variable(inUnits: true).map { ($0.name, tried(of: $0)) })),
            ("additionalProperties", "false"),
        ])
        return JSONText.object([
            ("description", JSONText.text("Settings are drawn and tried; the best go on, and in the end one is left.")),
            ("type", "\"object\""),
            (
                "properties",
                JSONText.object(
                    [(StageReader.spaceKey, space)] + SearchOptions.definitions.map { ($0.name, value(of: $0)) })
            ),
            ("required", JSONText.shortList([JSONText.text(StageReader.spaceKey)])), ("additionalProperties", "false"),
        ])
    }

    private func tried(of option: OptionDefinition) -> String {
        let one = value(of: option)
        var forms = [one, JSONText.object([("type", "\"array\""), ("items", one), ("minItems", "1")])]
        if ["integer", "number"].contains(option.schemaType) {
            forms.append(
                JSONText.object([
                    ("type", "\"object\""),
                    (
                        "properties",
                        JSONText.object([
                            ("from", one), ("to", one),
                            ("scale", JSONText.object([("enum", JSONText.shortList(["\"linear\"", "\"log\""]))])),
                        ])
                    ), ("required", JSONText.shortList(["\"from\"", "\"to\""])), ("additionalProperties", "false"),
                ]))
        }
        return JSONText.object([("anyOf", JSONText.list(forms))])
    }

    /// What an option takes: a value, or a text with a variable in it; of one that may be repeated also a list.
    private func value(of option: OptionDefinition) -> String {
        var type = "\"\(option.schemaType)\""
        // A text may stand without quotes, as what YAML takes for something else.
        if option.schemaType == "string", option.choices.isEmpty {
            type = "[\"string\", \"number\", \"boolean\"]"
        }
        var members: [(String, String)] = [("type", type)]
        if !option.choices.isEmpty, option.schemaType == "string" {
            members.append(("enum", JSONText.shortList(option.choices.map(JSONText.text))))
        }
        members += option.schemaLimits.map { ($0.keyword, $0.limit) }
        let one = JSONText.object([("anyOf", JSONText.list([JSONText.object(members), reference("variable")]))])
        var forms = [JSONText.object(members), reference("variable")]
        if option.presence == .repeated {
            forms.append(JSONText.object([("type", "\"array\""), ("items", one)]))
        }
        var all: [(String, String)] = [("description", JSONText.text("\(option.help) Expected: \(option.expected)."))]
        if case .defaulted(let text) = option.presence {
            let isText = option.schemaType == "string"
            all.append(("default", isText ? JSONText.text(text) : text))
        }
        return JSONText.object(all + [("anyOf", JSONText.list(forms))])
    }

    private func reference(_ name: String) -> String { "{\"$ref\": \"#/$defs/\(name)\"}" }

    private func list(_ name: String) -> String {
        JSONText.object([("type", "\"array\""), ("items", reference(name))])
    }

    private func oneOrMore(_ name: String) -> String {
        JSONText.object([("anyOf", JSONText.list([reference(name), list(name)]))])
    }

    private func mapping(of value: String, described text: String) -> String {
        JSONText.object([
            ("description", JSONText.text(text)), ("type", "\"object\""),
            ("propertyNames", JSONText.object([("pattern", JSONText.text(SpecName.pattern))])),
            ("additionalProperties", value),
        ])
    }

    private func required(_ names: [String]) -> String {
        "{\"required\": \(JSONText.shortList(names.map(JSONText.text)))}"
    }
}
