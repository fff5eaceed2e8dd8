import Testing
import ZoneCore

@Suite struct ClearanceStateTests {
    /// Every allowed move, as `from+event>to` codes; 0 is withdrawn. What is not here is refused.
    static let allowed: Set<String> = [
        "1+submit>2", "4+submit>2", "100+submit>2",
        "1+amend>1", "2+amend>2", "4+amend>2", "100+amend>2",
        "1+withdraw>0", "2+withdraw>0", "3+withdraw>0", "4+withdraw>0", "100+withdraw>0",
        "120+withdraw>0", "300+withdraw>0",
        "2+send>3", "4+send>3", "2+failSending>4", "2+store>120", "3+store>120",
        "2+refer>300", "3+refer>300", "120+refer>300", "500+refer>300", "600+refer>300",
        "2+inspect>500", "3+inspect>500", "120+inspect>500", "300+inspect>500",
        "399+inspect>500", "600+inspect>500",
        "300+detainForClearance>501", "500+detainForClearance>501", "502+detainForClearance>501",
        "503+detainForClearance>501", "599+detainForClearance>501",
        "300+detainForSmuggling>502", "500+detainForSmuggling>502", "501+detainForSmuggling>502",
        "503+detainForSmuggling>502", "599+detainForSmuggling>502",
        "300+detainForLegal>503", "500+detainForLegal>503", "501+detainForLegal>503",
        "502+detainForLegal>503", "599+detainForLegal>503",
        "300+detainOtherwise>599", "500+detainOtherwise>599", "501+detainOtherwise>599",
        "502+detainOtherwise>599", "503+detainOtherwise>599",
        "500+handOver>505", "501+handOver>505", "502+handOver>505", "503+handOver>505",
        "599+handOver>505",
        "120+suspend>600", "300+suspend>600", "500+suspend>600",
        "2+settle>399", "3+settle>399", "120+settle>399", "300+settle>399", "500+settle>399",
        "600+settle>399",
        "2+reject>100", "3+reject>100", "120+reject>100", "300+reject>100", "500+reject>100",
        "600+reject>100",
        "300+sendBack>700", "399+sendBack>700", "500+sendBack>700", "501+sendBack>700",
        "502+sendBack>700", "503+sendBack>700", "505+sendBack>700", "599+sendBack>700",
        "600+sendBack>700",
        "2+release>800", "3+release>800", "120+release>800", "300+release>800",
        "399+release>800", "500+release>800", "501+release>800", "502+release>800",
        "503+release>800", "505+release>800", "599+release>800", "600+release>800",
        "399+close>899", "800+close>899",
    ]

    @Test func everyMoveIsAllowedOrRefused() {
        var moves: Set<String> = []
        for state in ReturnStatus.allCases {
            for event in ReturnStatus.Event.allCases {
                guard let next = state.next(on: event) else { continue }
                moves.insert("\(state.rawValue)+\(event)>\(next.rawValue)")
            }
        }
        #expect(moves.symmetricDifference(Self.allowed).isEmpty)
    }

    @Test func everyStateIsReachableFromADraft() {
        var reached: Set<ReturnStatus> = [.saved]
        var open: [ReturnStatus] = [.saved]
        while let state = open.popLast() {
            for event in ReturnStatus.Event.allCases {
                guard let next = state.next(on: event), reached.insert(next).inserted else {
                    continue
                }
                open.append(next)
            }
        }
        #expect(reached == Set(ReturnStatus.allCases))
    }

    @Test func helpersFollowTheTable() {
        let states = ReturnStatus.allCases
        #expect(states.filter(\.isFinal) == [.withdrawn, .sentBack, .closed])
        #expect(states.filter(\.isReleased) == [.released, .closed])
        #expect(states.filter(\.mayChange) == [.saved, .submitting, .sendingFailed, .rejected])
        #expect(
            states.filter(\.mayDelete) == [
                .saved, .submitting, .sentToCustoms, .sendingFailed, .rejected, .stored,
                .underReview,
            ])
    }

    @Test func codesAreThoseOfTheStandard() {
        let codes = ReturnStatus.allCases.compactMap(\.code)
        #expect(
            codes == [
                1, 2, 3, 4, 100, 120, 300, 399, 500, 501, 502, 503, 505, 599, 600, 700, 800, 899,
            ])
        for code in codes { #expect(ReturnStatus(code: code)?.code == code) }
        for code in [0, -1, 5, 400, 509, 65_536 + 800] { #expect(ReturnStatus(code: code) == nil) }
    }

    @Test func namesAreDistinct() {
        #expect(Set(ReturnStatus.allCases.map(\.zh)).count == 19)
        #expect(Set(ReturnStatus.allCases.map(\.en)).count == 19)
    }

    @Test func receiptsFollowTheStandard() {
        let ofImportLists = ReturnStatus.allCases.filter { $0.receipts.contains(622) }
        #expect(
            ofImportLists.compactMap(\.code) == [
                1, 2, 3, 4, 100, 120, 300, 399, 500, 501, 502, 503, 599, 700, 800, 899,
            ])
        let ofOrders = ReturnStatus.allCases.filter { $0.receipts.contains(312) }
        #expect(ofOrders.compactMap(\.code) == [2, 3, 4, 100, 120])
        #expect(ReturnStatus.withdrawn.receipts.isEmpty)
    }
}
