import Foundation
import Testing
import ZoneCore
import ZoneMessages
import ZoneServices
import ZoneTraffic

/// Uploads of payment data against the payment document of the order, and the bytes that are signed.
@Suite struct PaymentComparisonTests {
    /// The payment of the first declaration that the zone released.
    private func payment(_ test: TestZone) async throws -> Payment {
        let index = try await test.releasable()
        let bytes = try #require(test.messages(index)[.payment])
        let document = readMessage(bytes).decoded.documents().first?.document
        guard case .payment(let payment) = document else {
            throw CocoaError(.fileReadCorruptFile)
        }
        return payment
    }

    private func upload(_ payment: Payment, _ change: (inout String) -> Void = { _ in }) -> [UInt8]
    {
        var text = """
            {"sessionID":"s-1", "payExchangeInfoHead": {"guid":"00000000-0000-4000-8000-00000000000A",\
            "initalRequest":"https://pay.example/a?b=\\"c\\"","initalResponse":"ok",\
            "ebpCode":"\(payment.ebpCode)","payCode":"\(payment.payCode)",\
            "payTransactionId":"\(payment.payTransactionId)","totalAmount":\(payment.amountPaid),\
            "currency":"\(payment.currency)","verDept":"3","payType":"1",\
            "tradingTime":"\(payment.payTime)"},\
            "payExchangeInfoLists":[{"orderNo":"\(payment.orderNo)","goodsInfo":[{"gname":"杯",\
            "itemLink":"https://shop.example/1"}],"recpAccount":"1","recpName":"shop"}],\
            "serviceTime":1544519952469,"certNo":"01a2b3","signValue":"QUJD"}
            """
        change(&text)
        return Array(text.utf8)
    }

    @Test func whatIsSignedAreTheVeryBytes() throws {
        let text =
            #"{"sessionID":"a","payExchangeInfoHead":{ "x":"\u4e2d" ,"y":1.50},"#
            + #""payExchangeInfoLists":[ {"orderNo":"1"}],"serviceTime": "7","certNo":"c","signValue":"s"}"#
        let upload = try #require(PaymentUpload(Array(text.utf8)))
        #expect(
            String(decoding: upload.signedText, as: UTF8.self)
                == #""sessionID":"a"||"payExchangeInfoHead":"{ "x":"\u4e2d" ,"y":1.50}"||"#
                + #""payExchangeInfoLists":"[ {"orderNo":"1"}]"||"serviceTime":"7""#)
        #expect(upload.head == ["x": "中", "y": "1.50"] && upload.orderNumbers == ["1"])
        #expect(PaymentUpload(Array(#"{"orderNo":"1"}"#.utf8)) == nil)
    }

    @Test func anUploadThatSaysWhatWasDeclaredIsEqual() async throws {
        let test = try await TestZone()
        let payment = try await payment(test)
        let answer = try await test.submit(upload(payment))
        #expect(answer.verdict == .valid)
        let comparison = try #require(try test.zone.paymentComparison(answer.id))
        #expect(comparison.orders.map(\.state) == [.equal])
        #expect(comparison.signature == .unknownCertificate && comparison.sessionID == "s-1")
        #expect(try test.zone.paymentComparison(1) == nil)
        #expect(try test.zone.paymentComparison(answer.id + 1) == nil)
        try await test.remove()
    }

    @Test func eachDifferenceIsToldWithBothValues() async throws {
        let test = try await TestZone()
        let payment = try await payment(test)
        let answer = try await test.submit(
            upload(payment) { text in
                text.replace("\"totalAmount\":\(payment.amountPaid)", with: "\"totalAmount\":1")
                text.replace(payment.payTransactionId, with: "OTHER")
            })
        let comparison = try #require(try test.zone.paymentComparison(answer.id))
        let differences = comparison.orders[0].differences
        #expect(differences.map(\.field) == ["payTransactionId", "totalAmount"])
        #expect(differences.map(\.uploaded) == ["OTHER", "1"])
        #expect(
            differences.map(\.declared)
                == [payment.payTransactionId, payment.amountPaid.description])
        let unknown = try await test.submit(
            upload(payment) { $0.replace(payment.orderNo, with: "NONE") })
        #expect(
            try test.zone.paymentComparison(unknown.id)?.orders.map(\.state) == [.noDocument])
        try await test.remove()
    }
}
