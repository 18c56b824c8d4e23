import CYaml
import Texts

/// LibYAML's parser at work on one text: what it meets, one event after the other, as values of our own.
///
/// CYaml is imported by this file alone. It is the C target in the package Yams; the rest of that package is not used, since it
/// would bring all of Foundation into the program.
struct YAMLParser: ~Copyable {
    /// What stands in a text, at the place where it begins.
    struct Event {
        enum Kind {
            case documentStart
            /// `isPlain` where it stands without quotes and is no block of lines.
            case scalar(String, isPlain: Bool)
            case alias(String)
            case listStart
            case mappingStart
            /// The last element of the list or the mapping that was opened last has been told.
            case collectionEnd
            /// The beginning of the text, or the end of a document.
            case mark
            case textEnd
        }

        let kind: Kind
        let position: SpecPosition
        /// The name that a node is given by `&`.
        var anchor: String?
        /// Whether a node has a tag, as `!!str`.
        var hasTag = false
    }

    // LibYAML keeps pointers to both while it reads, so that neither may move.
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let bytes: UnsafeMutableBufferPointer<UInt8>
    private let hasVariables: Bool

    init(_ text: String) throws(SpecProblem) {
        hasVariables = text.holds(text: "${")
        // One more, so that there is an address for a text without bytes.
        bytes = .allocate(capacity: text.utf8.count + 1)
        bytes.initialize(repeating: 0)
        let count = text.utf8.count
        _ = bytes.update(fromContentsOf: text.utf8)
        parser = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        guard yaml_parser_initialize(parser) == 1 else { throw failure }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, bytes.baseAddress, count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        bytes.deallocate()
    }

    /// The next event, or why there is none; behind the end of the text, that end again.
    func next() throws(SpecProblem) -> Event {
        var event = yaml_event_t()
        defer { yaml_event_delete(&event) }
        guard yaml_parser_parse(parser, &event) == 1 else { throw failure }
        let position = SpecPosition(event.start_mark)
        switch event.type {
        case YAML_DOCUMENT_START_EVENT:
            return Event(kind: .documentStart, position: position)
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            return Event(
                kind: .scalar(text, isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE), position: position,
                anchor: Self.text(scalar.anchor), hasTag: scalar.tag != nil)
        case YAML_ALIAS_EVENT:
            return Event(kind: .alias(Self.text(event.data.alias.anchor) ?? ""), position: position)
        case YAML_SEQUENCE_START_EVENT:
            let list = event.data.sequence_start
            return Event(
                kind: .listStart, position: position, anchor: Self.text(list.anchor), hasTag: list.tag != nil)
        case YAML_MAPPING_START_EVENT:
            let mapping = event.data.mapping_start
            return Event(
                kind: .mappingStart, position: position, anchor: Self.text(mapping.anchor), hasTag: mapping.tag != nil)
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
            return Event(kind: .collectionEnd, position: position)
        case YAML_STREAM_START_EVENT, YAML_DOCUMENT_END_EVENT:
            return Event(kind: .mark, position: position)
        default:
            return Event(kind: .textEnd, position: position)
        }
    }

    /// Why the text cannot be read on.
    private var failure: SpecProblem {
        let found = parser.pointee
        let position = SpecPosition(found.problem_mark)
        let problem = found.problem.map { String(cString: $0) } ?? "no memory for it"
        // Levels are counted by LibYAML, a thousand at most, and so none are counted here.
        if found.error == YAML_MEMORY_ERROR || problem.holds(text: "nesting level") {
            return SpecProblem(at: position, "nested too deeply; a spec is a few levels deep")
        }
        let around = found.context.map { String(cString: $0) + ": " } ?? ""
        let advice =
            around.holds(text: "flow") && hasVariables
            ? "inside { } and [ ] a variable stands in quotes, as \"${NAME}\""
            : "lines are indented with spaces, and a text with characters of YAML's own stands in quotes"
        return SpecProblem(at: position, "not valid YAML: \(around)\(problem); \(advice)")
    }

    private static func text(_ characters: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        characters.map { String(cString: $0) }
    }
}

extension SpecPosition {
    fileprivate init(_ mark: yaml_mark_t) {
        self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }
}
