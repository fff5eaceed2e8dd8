import ZoneCore

/// The declaration list (CEB621), the longest document.
extension TrafficGenerator {
    func putList(_ declaration: SyntheticDeclaration, to bytes: inout [UInt8]) {
        bytes.put("<ceb:Inventory><ceb:InventoryHead>")
        putSubmission(of: declaration, in: .list, to: &bytes)
        putListParties(declaration, to: &bytes)
        putListTransport(declaration, to: &bytes)
        bytes.put("</ceb:InventoryHead>")
        for (place, line) in listLines(of: declaration).enumerated() {
            putListLine(
                line, number: place + 1, mode: declaration.mode,
                isWrong: place == 0 && declaration.fault == .badHSCode, to: &bytes)
        }
        bytes.put(declaration.fault == .malformedXML ? "</ceb:Invent" : "</ceb:Inventory>")
    }

    /// orderNo to areaName.
    private func putListParties(_ declaration: SyntheticDeclaration, to bytes: inout [UInt8]) {
        bytes.put("<ceb:orderNo>")
        putOrderNo(of: declaration, to: &bytes)
        bytes.put("</ceb:orderNo>")
        bytes.put(firmFragments.platforms[declaration.cast.platform])
        bytes.put(firmFragments.shops[declaration.cast.shop])
        bytes.put("<ceb:logisticsNo>")
        putWaybillNo(of: declaration, to: &bytes)
        bytes.put("</ceb:logisticsNo>")
        bytes.put(firmFragments.carriers[declaration.cast.carrier])
        bytes.put("<ceb:copNo>")
        putCopNo(of: declaration, to: &bytes)
        bytes.put("</ceb:copNo><ceb:assureCode>")
        putGuarantor(of: declaration, to: &bytes)
        bytes.put("</ceb:assureCode>")
        if declaration.hasAccountBook {
            bytes.put("<ceb:emsNo>")
            bytes.put(firmFragments.accountBooks[declaration.cast.warehouse])
            bytes.put("</ceb:emsNo>")
        }
        bytes.put("<ceb:ieFlag>I</ceb:ieFlag><ceb:declTime>")
        dates.putDate(at: declaration.reportedAt.list, to: &bytes)
        bytes.put("</ceb:declTime><ceb:customsCode>")
        bytes.append(contentsOf: customsCode(of: declaration).utf8)
        bytes.put("</ceb:customsCode><ceb:portCode>")
        bytes.append(contentsOf: customsCode(of: declaration).utf8)
        bytes.put("</ceb:portCode><ceb:buyerIdType>1</ceb:buyerIdType><ceb:buyerIdNumber>")
        putIDNumber(of: declaration, to: &bytes)
        bytes.put("</ceb:buyerIdNumber><ceb:buyerName>")
        putBuyerName(of: declaration, in: .list, to: &bytes)
        bytes.put("</ceb:buyerName><ceb:buyerTelephone>")
        putBuyerTelephone(of: declaration, in: .list, to: &bytes)
        bytes.put("</ceb:buyerTelephone><ceb:consigneeAddress>")
        putConsigneeAddress(of: declaration, to: &bytes)
        bytes.put("</ceb:consigneeAddress>")
        bytes.put(firmFragments.agents[declaration.cast.agent])
        if declaration.mode == .bonded {
            bytes.put(firmFragments.warehouses[declaration.cast.warehouse])
        }
    }

    /// tradeMode to netWeight.
    private func putListTransport(_ declaration: SyntheticDeclaration, to bytes: inout [UInt8]) {
        switch declaration.mode {
        case .bonded:
            bytes.put("<ceb:tradeMode>1210</ceb:tradeMode><ceb:trafMode>4</ceb:trafMode>")
        case .direct:
            bytes.put("<ceb:tradeMode>9610</ceb:tradeMode><ceb:trafMode>5</ceb:trafMode>")
            bytes.put("<ceb:trafNo>")
            putFlightNo(of: declaration, to: &bytes)
            bytes.put("</ceb:trafNo><ceb:voyageNo>")
            putFlightNo(of: declaration, to: &bytes)
            bytes.put("</ceb:voyageNo>")
            if declaration.fault != .modeFieldMissing {
                bytes.put("<ceb:billNo>")
                putBillNo(of: declaration, to: &bytes)
                bytes.put("</ceb:billNo>")
            }
        }
        bytes.put("<ceb:country>")
        bytes.append(contentsOf: departure(of: declaration).utf8)
        bytes.put("</ceb:country><ceb:freight>")
        bytes.put(declaration.freight)
        bytes.put("</ceb:freight><ceb:insuredFee>0</ceb:insuredFee><ceb:currency>142")
        bytes.put("</ceb:currency><ceb:wrapType>2</ceb:wrapType><ceb:packNo>1</ceb:packNo>")
        bytes.put("<ceb:grossWeight>")
        bytes.put(thousandths: declaration.grossWeightGram)
        bytes.put("</ceb:grossWeight><ceb:netWeight>")
        bytes.put(thousandths: declaration.netWeightGram)
        bytes.put("</ceb:netWeight>")
    }

    private func putListLine(
        _ line: SyntheticDeclaration.Line, number: Int, mode: SyntheticDeclaration.Mode,
        isWrong: Bool, to bytes: inout [UInt8]
    ) {
        let goods = goodsFragments[line.goods]
        bytes.put("<ceb:InventoryList><ceb:gnum>")
        bytes.put(number)
        bytes.put("</ceb:gnum>")
        bytes.put(mode == .bonded ? goods.bondedList : goods.directList)
        putHSCode(of: line, isWrong: isWrong, to: &bytes)
        bytes.put(goods.listMiddle)
        bytes.put(line.quantity)
        bytes.put(goods.listUnit)
        bytes.put(thousandths: goods.perPiece1 * line.quantity)
        bytes.put(goods.listUnit1)
        if goods.perPiece2 > 0 {
            bytes.put(thousandths: goods.perPiece2 * line.quantity)
            bytes.put(goods.listUnit2)
        }
        bytes.put(line.price)
        bytes.put("</ceb:price><ceb:totalPrice>")
        bytes.put(line.totalPrice)
        bytes.put("</ceb:totalPrice></ceb:InventoryList>")
    }

    func customsCode(of declaration: SyntheticDeclaration) -> String {
        declaration.mode == .bonded ? options.bondedCustoms : options.directCustoms
    }
}

extension SyntheticDeclaration {
    /// Bonded lists name the warehouse's account book, unless that is the fault.
    var hasAccountBook: Bool { mode == .bonded && fault != .modeFieldMissing }
}
