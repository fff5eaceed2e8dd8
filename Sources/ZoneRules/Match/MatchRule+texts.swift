extension MatchRule {
    /// What differs, in Chinese; the text of customs where it has a code.
    public var zh: String {
        switch self {
        case .orderNo: "清单订单编号与订单编号不一致"
        case .ebpCode: "清单电商平台与订单电商平台不一致"
        case .ebcCode: "清单电商企业与订单电商企业不一致"
        case .buyerIdNumber: "清单上的订购人证件号码与订单上的订购人证件号码不一致"
        case .buyerName: "清单上的订购人姓名与订单上的订购人姓名不一致"
        case .buyerTelephone: "清单上的订购人电话号码与订单上的订购人电话号码不一致"
        case .consigneeAddress: "清单收件地址与订单收货地址不一致"
        case .currency: "清单币制与订单币制不一致"
        case .goodsValue: "清单商品总价合计与订单商品价格不一致"
        case .lineCount: "清单表体商品项与订单表体商品项的项数不一致"
        case .lineInInventory, .lineInOrder, .lineQty, .lineUnit, .linePrice, .lineTotalPrice,
            .lineCurrency, .lineItemNo:
            "订单清单表体商品项不一致"
        case .paymentOrderNo: "支付单订单编号与订单编号不一致"
        case .paymentEbpCode: "支付单电商平台与订单电商平台不一致"
        case .payCode: "支付企业不一致"
        case .payTransactionId: "支付交易编号不一致"
        case .amountPaid: "支付单支付金额与订单支付金额不一致"
        case .payerName: "支付人姓名与订购人姓名不一致"
        case .payerIdNumber: "支付人证件号码与订购人证件号码不一致"
        case .paymentCurrency: "支付币制与订单币制不一致"
        case .waybillOrderNo: "运单订单编号与订单编号不一致"
        case .consignee: "运单收货人与订单收货人不一致"
        case .consigneeTelephone: "运单收货人电话与订单收货人电话不一致"
        case .waybillConsigneeAddress: "运单收货地址与订单收货地址不一致"
        case .logisticsCode: "清单物流企业与运单物流企业不一致"
        case .logisticsNo: "清单运单编号与运单编号不一致"
        case .freight: "清单运费与运单运费不一致"
        case .insuredFee: "清单保费与运单保价费不一致"
        case .waybillCurrency: "清单币制与运单币制不一致"
        case .weight: "清单净重大于运单毛重"
        case .orderType: "订单类型与清单监管方式不符"
        case .charge: "收款金额与订单商品金额及运杂费之和不一致"
        case .packNo: "清单件数与运单件数不一致"
        case .waybillEbcCode: "运单电商企业与清单电商企业不一致"
        }
    }

    /// What differs, in English.
    public var en: String {
        switch self {
        case .orderNo: "order number of the list differs from the order"
        case .ebpCode: "platform of the list differs from the order"
        case .ebcCode: "e-commerce firm of the list differs from the order"
        case .buyerIdNumber: "buyer's ID number of the list differs from the order"
        case .buyerName: "buyer's name of the list differs from the order"
        case .buyerTelephone: "buyer's telephone of the list differs from the order"
        case .consigneeAddress: "consignee address of the list differs from the order"
        case .currency: "currency of the list differs from the order"
        case .goodsValue: "sum of the list's line totals differs from the order's goods value"
        case .lineCount: "number of lines of the list differs from the order"
        case .lineInInventory: "a line of the order is not in the list"
        case .lineInOrder: "a line of the list is not in the order"
        case .lineQty: "quantity of a line of the list differs from the order"
        case .lineUnit: "unit of a line of the list differs from the order"
        case .linePrice: "unit price of a line of the list differs from the order"
        case .lineTotalPrice: "line total of a line of the list differs from the order"
        case .lineCurrency: "currency of a line of the list differs from the order"
        case .lineItemNo: "item number of a line of the list differs from the order"
        case .paymentOrderNo: "order number of the payment differs from the order"
        case .paymentEbpCode: "platform of the payment differs from the order"
        case .payCode: "payment firm of the payment differs from the order"
        case .payTransactionId: "payment transaction number differs from the order"
        case .amountPaid:
            "amount of the payment differs from the amount actually paid of the order"
        case .payerName: "payer's name differs from the buyer's"
        case .payerIdNumber: "payer's ID number differs from the buyer's"
        case .paymentCurrency: "currency of the payment differs from the order"
        case .waybillOrderNo: "order number of the waybill differs from the order"
        case .consignee: "consignee of the waybill differs from the order"
        case .consigneeTelephone: "consignee's telephone of the waybill differs from the order"
        case .waybillConsigneeAddress: "consignee address of the waybill differs from the order"
        case .logisticsCode: "logistics firm of the list differs from the waybill"
        case .logisticsNo: "waybill number of the list differs from the waybill"
        case .freight: "freight of the list differs from the waybill"
        case .insuredFee: "insurance fee of the list differs from the waybill"
        case .waybillCurrency: "currency of the list differs from the waybill"
        case .weight: "net weight of the list is over the gross weight of the waybill"
        case .orderType: "the order's type does not go with the list's supervision mode"
        case .charge: "the amount received differs from the order's goods value and freight"
        case .packNo: "number of packages of the list differs from the waybill"
        case .waybillEbcCode: "e-commerce firm of the waybill differs from the list"
        }
    }

    /// Where the rule comes from.
    public var source: String {
        switch self {
        case .orderNo, .ebpCode, .ebcCode, .buyerIdNumber, .consigneeAddress, .currency,
            .goodsValue, .paymentOrderNo, .paymentEbpCode, .payTransactionId, .paymentCurrency,
            .waybillOrderNo, .logisticsCode, .logisticsNo, .freight, .insuredFee,
            .waybillCurrency:
            "海关总署公告2018年第194号: order, payment and waybill have to match the list; 202205 规范"
        case .buyerName, .buyerTelephone, .lineCount, .lineInInventory, .lineInOrder, .lineQty,
            .lineUnit, .linePrice, .lineTotalPrice, .lineCurrency, .lineItemNo, .payCode,
            .amountPaid:
            "observed customs receipts (codes/customs_rejection_texts.tsv)"
        case .payerName, .payerIdNumber:
            "海关总署公告2018年第194号: without verified identity data the orderer has to be the payer"
        case .consignee, .consigneeTelephone, .waybillConsigneeAddress:
            "202205 规范 CEB311: consignee, telephone and address have to equal the waybill's"
        case .weight: "PilotZone: goods cannot weigh more than their parcel"
        case .orderType:
            "202205 规范 CEB303 orderType: E to consumers, B to firms, W of overseas warehouses"
        case .charge: "202205 规范 CEB403 charge: the amount of the order's transaction"
        case .packNo, .waybillEbcCode: "202205 规范 CEB505 and CEB603: the same parcel"
        }
    }
}
