/// The code lists of the standard: currencies, countries, units, customs districts and the small
/// ones.
public struct CodeLists: Sendable {
    /// One code and its meaning.
    public struct Entry: Sendable {
        /// The code as messages write it.
        public let code: String
        /// Meaning in Chinese.
        public let zh: String
        /// Meaning in English; empty where no source gives one.
        public let en: String
    }

    /// One list.
    public struct List: Sendable {
        /// Its name in codes.tsv.
        public let name: String
        /// Its entries in file order.
        public let entries: [Entry]
        /// False where the sources are known to be incomplete: an unknown code is then only a
        /// warning.
        public let isComplete: Bool
        /// The codes packed into integers, sorted.
        let packed: [UInt64]

        /// Whether the list has the code made of these bytes. O(log n).
        func contains(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
            guard bytes.count <= 8 else { return false }
            var key: UInt64 = 0
            for byte in bytes { key = key << 8 | UInt64(byte) }
            var low = 0
            var high = packed.count
            while low < high {
                let middle = (low + high) / 2
                if packed[middle] < key { low = middle + 1 } else { high = middle }
            }
            return low < packed.count && packed[low] == key
        }
    }

    /// All lists, in file order.
    public let lists: [List]
    private let indexByName: [String: Int]

    /// The lists of the standard.
    public static let standard = CodeLists()

    /// Lists whose sources are known to be incomplete.
    static let partial: Set<String> = ["currency", "district"]

    init() {
        var names: [String] = []
        var entries: [String: [Entry]] = [:]
        for row in Resource.rows("codes") {
            if entries[row[0]] == nil { names.append(row[0]) }
            entries[row[0], default: []].append(Entry(code: row[1], zh: row[2], en: row[3]))
        }
        lists = names.map { name in
            let own = entries[name] ?? []
            let packed = own.filter { $0.code.utf8.count <= 8 }.map { entry in
                entry.code.utf8.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            }
            return List(
                name: name, entries: own, isComplete: !Self.partial.contains(name),
                packed: packed.sorted())
        }
        indexByName = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    }

    /// The list of that name.
    public func list(_ name: String) -> List? {
        indexByName[name].map { lists[$0] }
    }

    func index(_ name: String) -> Int? { indexByName[name] }

    /// The entry for `code` in the list `name`.
    public func entry(_ code: String, in name: String) -> Entry? {
        list(name)?.entries.first { $0.code == code }
    }
}
