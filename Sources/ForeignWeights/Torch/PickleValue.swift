import WeightFiles

/// What a pickle can make here: data alone.
enum PickleValue {
    case none
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case text(String)
    case bytes([UInt8])
    case tuple([PickleValue])
    case list(PickleList)
    case dictionary(PickleDictionary)
    /// A name of the fixed list, which is never called.
    case name(PickleName)
    /// What `persistent_load` is asked for.
    case storage(TorchStorage)
    case tensor(ForeignTensor)

    /// The word for it in errors.
    var kind: String {
        switch self {
        case .none: "None"
        case .bool: "a truth value"
        case .integer: "a whole number"
        case .number: "a number"
        case .text: "a text"
        case .bytes: "bytes"
        case .tuple: "a tuple"
        case .list: "a list"
        case .dictionary: "a dictionary"
        case .name: "a name"
        case .storage: "a storage"
        case .tensor: "a tensor"
        }
    }
}

/// A list that a pickle may add to after it has put it elsewhere.
final class PickleList {
    var items: [PickleValue] = []
}

/// A dictionary of the same kind, in the order of its keys' coming.
final class PickleDictionary {
    var pairs: [(key: PickleValue, value: PickleValue)] = []
}

/// What a pickle may name; anything else is refused, and none is ever run.
enum PickleName: Equatable {
    case orderedDictionary
    case rebuildTensor
    case rebuildParameter
    case size
    case storage(SafetensorsType)
    /// A type of elements, which stands beside storages without one.
    case elementType
    case device
}
