import Foundation
import ZoneTraffic

/// Random changes of evidence, tried on all processors; `scripts/tampers` tries a million of each kind.
struct Tampers: Sendable {
    /// What became of one change.
    enum Outcome {
        case noticed
        /// The change was none: what it says is the same.
        case same
        case unnoticed(String)
    }

    private(set) var noticed = 0
    private(set) var same = 0
    /// What went unnoticed: the first of each stripe.
    private(set) var unnoticed: [String] = []

    /// How many: `PILOTZONE_TAMPERS`, or so many where that is not set.
    static func count(or standard: Int) -> Int {
        ProcessInfo.processInfo.environment["PILOTZONE_TAMPERS"].flatMap { Int($0) } ?? standard
    }

    /// Tries so many changes, in stripes whose seeds follow from the one given, whatever the number of processors.
    static func attempt(
        _ count: Int, seed: UInt64,
        _ change: @escaping @Sendable (inout SplitMix64) throws -> Outcome
    ) async throws -> Tampers {
        let stripes = 64
        return try await withThrowingTaskGroup(of: Tampers.self) { group in
            for stripe in 0..<stripes {
                group.addTask {
                    var random = SplitMix64(seed: seed &+ UInt64(stripe))
                    var tally = Tampers()
                    for _ in 0..<(count * (stripe + 1) / stripes - count * stripe / stripes) {
                        switch try change(&random) {
                        case .noticed: tally.noticed += 1
                        case .same: tally.same += 1
                        case .unnoticed(let what): tally.unnoticed.append(what)
                        }
                        if !tally.unnoticed.isEmpty { break }
                    }
                    return tally
                }
            }
            var whole = Tampers()
            for try await tally in group {
                whole.noticed += tally.noticed
                whole.same += tally.same
                whole.unnoticed += tally.unnoticed
            }
            return whole
        }
    }
}

/// One change at random: a byte set, dropped, doubled, two swapped, or the end cut off.
func tampered(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    var changed = bytes
    guard !bytes.isEmpty else { return [UInt8(random.below(256))] }
    let place = random.below(bytes.count)
    switch random.below(16) {
    case 0: changed.remove(at: place)
    case 1: changed.insert(bytes[place], at: place)
    case 2: changed.swapAt(place, random.below(bytes.count))
    case 3: changed.removeLast(1 + random.below(min(8, bytes.count)))
    case 4: changed.append(UInt8(random.below(256)))
    default: changed[place] = UInt8(random.below(256))
    }
    return changed
}
