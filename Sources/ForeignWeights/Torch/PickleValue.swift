import WeightFiles

/// What a pickle can make here: data alone.
enum PickleValue {
    case none
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case text(String)
    case bytes([UInt8])
    case tuple(PickleTuple)
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

/// What holds other values: it can be emptied, so that nothing nested however deep is let go of by recursion.
protocol PickleContainer: AnyObject {
    func removeAll()
}

/// A tuple.
final class PickleTuple: PickleContainer {
    private(set) var items: [PickleValue]

    init(_ items: [PickleValue]) { self.items = items }

    func removeAll() { items = [] }
}

/// A list that a pickle may add to after it has put it elsewhere.
final class PickleList: PickleContainer {
    var items: [PickleValue] = []

    func removeAll() { items = [] }
}

/// A dictionary of the same kind, in the order of its keys' coming.
final class PickleDictionary: PickleContainer {
    var pairs: [(key: PickleValue, value: PickleValue)] = []

    func removeAll() { pairs = [] }
}

/// All containers of a pickle, which are emptied one by one when it is done with; until then they hold.
final class PickleContainers {
    private var all: [any PickleContainer] = []

    func keep<Container: PickleContainer>(_ container: Container) -> Container {
        all.append(container)
        return container
    }

    deinit {
        for container in all { container.removeAll() }
    }
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
