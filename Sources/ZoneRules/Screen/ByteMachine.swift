/// The automaton of Aho and Corasick over bytes: for each state and byte the next state, and the
/// patterns that end there.
struct ByteMachine: Sendable {
    /// Edges of the tree while it grows, by state and byte.
    private var edges: [[UInt8: Int32]] = [[:]]
    private var patterns: [Int32] = [-1]
    /// The state of the longest proper ending that is in the tree.
    private var failures: [Int32] = [0]
    /// The nearest such state at which a pattern ends; -1 for none.
    private var outputs: [Int32] = [-1]
    /// First and last place of each state's edges in the two lists below.
    private var starts: [Int32] = []
    private var bytes: [UInt8] = []
    private var targets: [Int32] = []
    private var rootTargets = [Int32](repeating: 0, count: 256)

    /// A pattern that ends at a state, and where to look for the next.
    struct Output {
        var pattern: Int?
        fileprivate var state: Int
    }

    /// Adds a pattern before `finish`; gives the state at which it ends.
    mutating func add(_ pattern: [UInt8]) -> Int {
        var state = 0
        for byte in pattern {
            if let next = edges[state][byte] {
                state = Int(next)
            } else {
                edges[state][byte] = Int32(edges.count)
                state = edges.count
                edges.append([:])
                patterns.append(-1)
                failures.append(0)
                outputs.append(-1)
            }
        }
        return state
    }

    /// The pattern that ends exactly at a state.
    func pattern(of state: Int) -> Int? { patterns[state] < 0 ? nil : Int(patterns[state]) }

    /// Says which pattern ends at a state.
    mutating func setPattern(_ pattern: Int, of state: Int) { patterns[state] = Int32(pattern) }

    /// Links all states; nothing is added afterwards.
    mutating func finish() {
        var queue = [0]
        var head = 0
        while head < queue.count {
            let state = queue[head]
            head += 1
            for (byte, next) in edges[state].sorted(by: { $0.key < $1.key }) {
                let next = Int(next)
                if state != 0 {
                    var failure = Int(failures[state])
                    while failure != 0, edges[failure][byte] == nil {
                        failure = Int(failures[failure])
                    }
                    failures[next] = edges[failure][byte] ?? 0
                }
                let failure = Int(failures[next])
                outputs[next] = patterns[failure] >= 0 ? Int32(failure) : outputs[failure]
                queue.append(next)
            }
        }
        for state in edges.indices {
            starts.append(Int32(bytes.count))
            for (byte, next) in edges[state].sorted(by: { $0.key < $1.key }) {
                bytes.append(byte)
                targets.append(next)
                if state == 0 { rootTargets[Int(byte)] = next }
            }
        }
        starts.append(Int32(bytes.count))
        edges = []
    }

    /// The state after a byte.
    func next(_ state: Int, _ byte: UInt8) -> Int {
        var state = state
        while state != 0 {
            for place in Int(starts[state])..<Int(starts[state + 1]) where bytes[place] == byte {
                return Int(targets[place])
            }
            state = Int(failures[state])
        }
        return Int(rootTargets[Int(byte)])
    }

    /// The longest pattern that ends at a state.
    func firstOutput(_ state: Int) -> Output {
        patterns[state] >= 0
            ? Output(pattern: Int(patterns[state]), state: state)
            : nextOutput(Output(pattern: nil, state: state))
    }

    /// The next shorter pattern.
    func nextOutput(_ output: Output) -> Output {
        let state = Int(outputs[output.state])
        guard state >= 0 else { return Output(pattern: nil, state: 0) }
        return Output(pattern: Int(patterns[state]), state: state)
    }
}
