import Testing
import ZoneCore

@Suite struct PaymentRequestTests {
    private static let start = Timestamp(ms: 1_000_000)

    private func request() -> PaymentRequest {
        PaymentRequest(
            sessionID: "s", platform: "p", orderNo: "1", origin: .officer, reason: "r", actor: "a",
            madeAt: Self.start, due: Timestamp(ms: Self.start.ms + 86_400_000))
    }

    /// 10 s, 20 s, 40 s ... and after the eighth attempt no more.
    @Test func delaysDoubleUntilItIsGivenUp() {
        var (request, now) = (request(), Self.start)
        var delays: [Int64] = []
        for _ in 0..<7 {
            request.settle(.unreachable("down"), at: now, policy: .payments)
            #expect(request.state == .waiting)
            delays.append((request.nextAttempt.ms - now.ms) / 1000)
            now = request.nextAttempt
        }
        #expect(delays == [10, 20, 40, 80, 160, 320, 640])
        request.settle(.failed("HTTP 500"), at: now, policy: .payments)
        #expect(request.state == .dead && request.attemptCount == 8)
        #expect(request.problem == "HTTP 500")
        request.settle(.taken, at: now, policy: .payments)
        #expect(request.state == .dead)
    }

    @Test func aHostThatMayNotBeAskedIsNotTriedAgain() {
        var request = request()
        request.settle(
            .refused(String(repeating: "x", count: 900)), at: Self.start, policy: .payments)
        #expect(request.state == .dead && request.attemptCount == 0)
        #expect(request.problem.count == PaymentRequest.problemLengthMax)
    }

    @Test func dueIsTheLastMomentInTime() {
        var request = request()
        let after = Timestamp(ms: request.due.ms + 1)
        #expect(!request.isOverdue(at: request.due) && request.isOverdue(at: after))
        var late = request
        let isTaken = request.answer(messageID: 1, at: request.due, findingCount: 0)
        #expect(isTaken && !request.isLate && !request.isOverdue(at: after))
        let isLateTaken = late.answer(messageID: 1, at: after, findingCount: 0)
        #expect(isLateTaken && late.isLate)
    }

    /// The data may come before the platform's answer to the question.
    @Test func anAnswerStandsWhateverTheQuestionMeets() {
        var request = request()
        let first = request.answer(messageID: 7, at: Self.start, findingCount: 2)
        request.settle(.unreachable("lost"), at: Self.start, policy: .payments)
        #expect(first && request.state == .answered && request.attemptCount == 0)
        let second = request.answer(messageID: 8, at: Self.start, findingCount: 0)
        #expect(!second && request.messageID == 7 && request.needsReview)
        let isAskedAgain = request.askAgain(at: Self.start, due: Self.start)
        #expect(!isAskedAgain)
    }

    @Test func itIsAskedAgainOnlyOnceItsTimeIsOverOrItWasGivenUp() {
        var request = request()
        let later = Timestamp(ms: request.due.ms + 1)
        let due = Timestamp(ms: later.ms + 1000)
        let whileSent = request.askAgain(at: later, due: due)
        #expect(!whileSent, "it is still being sent")
        request.settle(.taken, at: Self.start, policy: .payments)
        let inTime = request.askAgain(at: request.due, due: due)
        #expect(!inTime)
        let overdue = request.askAgain(at: later, due: due)
        #expect(overdue && request.state == .waiting)
        #expect(request.due == due && request.nextAttempt == later)
        request.settle(.refused("no"), at: later, policy: .payments)
        let dead = request.askAgain(at: later, due: due)
        #expect(dead && request.attemptCount == 0)
    }
}

@Suite struct IPAddressTests {
    @Test(arguments: [
        "8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.1",
        "192.167.0.1", "198.17.0.1", "223.255.255.255", "2606:4700::1111", "::ffff:8.8.8.8",
        "2002:808:808::1", "64:ff9b::8.8.8.8",
    ])
    func whatAnybodyMayReachIsPublic(_ text: String) throws {
        #expect(try #require(IPAddress(text)).isPublic)
    }

    @Test(arguments: [
        "0.0.0.0", "10.1.2.3", "100.64.0.0", "100.127.255.255", "127.0.0.1", "169.254.169.254",
        "172.16.0.0", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.168.1.1", "198.18.0.1",
        "198.51.100.1", "203.0.113.1", "224.0.0.1", "255.255.255.255", "::", "::1", "fe80::1",
        "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "64:ff9b::10.0.0.1", "2002:7f00:1::1", "2001:0:1::1", "100::1",
    ])
    func ourOwnNetworkIsNot(_ text: String) throws {
        #expect(try !#require(IPAddress(text)).isPublic)
    }

    @Test(arguments: [
        "", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "+1.2.3.4", "1.2.3.4 ", "a.b.c.d",
        "0x7f.0.0.1", "2130706433", ":", ":::", "1::2::3", "12345::", "::g", "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9", "fe80::1%eth0", "::1.2.3", "1:2:3:4:5:6:7::8:9",
    ])
    func whatIsNoneIsNotRead(_ text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test func bothWritingsAreTheSame() {
        #expect(IPAddress("::ffff:1.2.3.4") == IPAddress("0:0:0:0:0:FFFF:102:304"))
        #expect(IPAddress("1::8")?.bytes.count == 16)
    }
}
