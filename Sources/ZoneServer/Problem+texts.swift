import ZoneCore
import ZoneServices

extension Problem {
    /// What kind of problem it is, in a few words.
    func title(in language: Language) -> String {
        switch language {
        case .zh: titleZh
        case .en: titleEn
        }
    }

    /// What is wrong here and what to do.
    func detail(in language: Language) -> String {
        switch language {
        case .zh: detailZh
        case .en: detailEn
        }
    }

    private var titleZh: String {
        switch self {
        case .bodyEmpty: "请求内容为空"
        case .bodyTooLarge: "请求内容过大"
        case .contentTypeUnsupported: "不支持的内容类型"
        case .multipartMalformed: "多部分内容格式错误"
        case .idempotencyKeyInvalid: "幂等键无效"
        case .idempotencyConflict: "幂等键冲突"
        case .tooManyMessages: "报文过多"
        case .queueFull: "接收队列已满"
        case .stopped: "服务正在停止"
        case .parameterInvalid: "参数无效"
        case .jsonMalformed: "JSON格式错误"
        case .valueRefused: "值不被接受"
        case .draftRefused: "规则草案有误"
        case .simulationBusy: "已有模拟在运行"
        case .recordConflict: "记录冲突"
        case .actNotAllowed: "当前状态不允许该操作"
        case .caseOpen: "已有未答复的申请"
        case .repairHindered: "尚不能修复"
        case .recordsFull: "记录过多"
        case .fieldsRefused: "填写有误"
        case .fileRefused: "文件不被接受"
        case .unauthenticated: "需要登录"
        case .certificateRefused: "客户证书不被接受"
        case .forbidden: "没有权限"
        case .senderForeign: "不得代他人报送"
        case .formForeign: "表单已失效"
        case .tooOften: "请求过于频繁"
        case .nameTaken: "名称已被占用"
        case .samePerson: "须由另一人确认"
        case .notFound: "没有找到"
        case .methodNotAllowed: "方法不允许"
        case .failed: "系统内部错误"
        }
    }

    private var titleEn: String {
        switch self {
        case .bodyEmpty: "The body is empty"
        case .bodyTooLarge: "The body is too large"
        case .contentTypeUnsupported: "Content type not supported"
        case .multipartMalformed: "Malformed multipart body"
        case .idempotencyKeyInvalid: "Invalid idempotency key"
        case .idempotencyConflict: "Idempotency key already used"
        case .tooManyMessages: "Too many messages"
        case .queueFull: "The intake queue is full"
        case .stopped: "The service is stopping"
        case .parameterInvalid: "Invalid parameter"
        case .jsonMalformed: "Malformed JSON"
        case .valueRefused: "Value refused"
        case .draftRefused: "The draft is no rule book"
        case .simulationBusy: "A simulation is under way"
        case .recordConflict: "Record conflict"
        case .actNotAllowed: "The status does not allow it"
        case .caseOpen: "A request is open already"
        case .repairHindered: "The event can't be lifted yet"
        case .recordsFull: "Too many records"
        case .fieldsRefused: "Fields refused"
        case .fileRefused: "File refused"
        case .unauthenticated: "Login needed"
        case .certificateRefused: "Client certificate refused"
        case .forbidden: "Not allowed"
        case .senderForeign: "Sender of another"
        case .formForeign: "The form is not valid any more"
        case .tooOften: "Too many requests"
        case .nameTaken: "The name is taken"
        case .samePerson: "A second person has to confirm"
        case .notFound: "Not found"
        case .methodNotAllowed: "Method not allowed"
        case .failed: "Internal error"
        }
    }

    private var detailZh: String {
        switch self {
        case .bodyEmpty: "请求中没有报文。请在请求体中发送一份或多份报文。"
        case .bodyTooLarge(let byteCountMax):
            "请求体最多\(byteCountMax)字节。请分批发送。"
        case .contentTypeUnsupported(let expected): "请使用以下内容类型之一：\(expected)。"
        case .multipartMalformed(let reason): "多部分内容无法读取：\(reason)。"
        case .idempotencyKeyInvalid(let lengthMax):
            "Idempotency-Key应为1至\(lengthMax)个可见ASCII字符。"
        case .idempotencyConflict: "该Idempotency-Key已用于内容不同的请求。请换用新的键，或原样重发原请求。"
        case .tooManyMessages(let count, let countMax):
            "请求含\(count)份报文，一次最多\(countMax)份。请分批发送。"
        case .queueFull(let seconds): "接收队列已满，没有保存任何内容。请在\(seconds)秒后重发。"
        case .stopped: "服务正在停止，没有保存任何内容。请稍后重发。"
        case .parameterInvalid(let name, let expected): "参数\(name)应为\(expected)。"
        case .jsonMalformed(let expected): "请求体不是预期的JSON：应为\(expected)。"
        case .valueRefused(let name, let expected): "\(name)应为\(expected)。"
        case .draftRefused(let problems):
            "草案有\(problems.count)处问题：\(problems.prefix(50).joined(separator: "；"))。请改正后重试。"
        case .simulationBusy: "一次只运行一个模拟。请等待其结束，或先取消它。"
        case .recordConflict: "该编号下已有内容不同的记录，或该事件已被替代。记录不可更改；请换用新的编号。"
        case .actNotAllowed(let event, let status):
            "当前为\(status)，不能执行\(event)。请核对单证状态。"
        case .caseOpen(let id): "该事件已有未答复的申请\(id)。请等待答复。"
        case .repairHindered(let zh, _): "不能修复：\(zh)。"
        case .recordsFull(let countMax): "一家企业每类记录最多\(countMax)条。"
        case .fieldsRefused(let problems):
            problems.map { "\($0.field)：\($0.zh)" }.joined()
        case .fileRefused(let expected): "文件应为\(expected)，没有保存。"
        case .certificateRefused(let fault): fault.zh
        case .unauthenticated: "没有有效的会话或令牌。请登录，或在Authorization中发送有效的Bearer令牌。"
        case .forbidden(let permission): "该账户没有此项权限（\(permission)），或对象不属于本企业。请联系账户管理员。"
        case .senderForeign(let code): "报文的传输企业为\(code)，不是该账户的企业代码。没有保存任何内容。请用该企业自己的账户报送。"
        case .formForeign: "表单不是由当前会话的页面发出的，或已失效。请刷新页面后重新提交。"
        case .tooOften(let seconds): "请求过于频繁，没有处理。请在\(seconds)秒后重试。"
        case .nameTaken: "该名称已用于其他账户或接口客户。名称不重复使用；请换用新的名称。"
        case .samePerson: "该操作由您提出，须由另一人确认。请由另一位有权限的人员处理。"
        case .notFound: "该地址下没有内容。请核对编号。"
        case .methodNotAllowed(let methods): "该地址只接受：\(methods.joined(separator: "、"))。"
        case .failed: "请求未能完成。请稍后重试；联系我们时请提供请求编号。"
        }
    }

    private var detailEn: String {
        switch self {
        case .bodyEmpty: "The request holds no message. Send one or more messages as its body."
        case .bodyTooLarge(let byteCountMax):
            "A body has at most \(byteCountMax) bytes. Send the messages in several requests."
        case .contentTypeUnsupported(let expected): "Use one of these content types: \(expected)."
        case .multipartMalformed(let reason): "The multipart body can't be read: \(reason)."
        case .idempotencyKeyInvalid(let lengthMax):
            "An Idempotency-Key has 1 to \(lengthMax) visible ASCII characters."
        case .idempotencyConflict:
            "This Idempotency-Key was used with another body. Use a new key, or send the first "
                + "request again unchanged."
        case .tooManyMessages(let count, let countMax):
            "The request holds \(count) messages; one request takes at most \(countMax). "
                + "Send them in several requests."
        case .queueFull(let seconds):
            "The intake queue is full; nothing was stored. Send it again in \(seconds) s."
        case .stopped: "The service is stopping; nothing was stored. Send it again later."
        case .parameterInvalid(let name, let expected): "Parameter \(name) must be \(expected)."
        case .jsonMalformed(let expected): "The body is not the expected JSON: \(expected)."
        case .valueRefused(let name, let expected): "\(name) must be \(expected)."
        case .draftRefused(let problems):
            "The draft has \(problems.count) problems: "
                + problems.prefix(50).joined(separator: "; ") + ". Mend them and try again."
        case .simulationBusy: "One simulation runs at a time. Wait for its end, or end it."
        case .recordConflict:
            "There is a record with this id and another content, or the event is replaced already. "
                + "Records are never changed: use a new id."
        case .actNotAllowed(let event, let status):
            "\(event) is not possible now: \(status). Look at the declaration's status."
        case .caseOpen(let id): "The event has an open request, \(id). Wait for its answer."
        case .repairHindered(_, let en): "The event can't be lifted: \(en)."
        case .recordsFull(let countMax): "An enterprise has at most \(countMax) records of a sort."
        case .fieldsRefused(let problems):
            problems.map { "\($0.field): \($0.en)" }.joined(separator: " ")
        case .fileRefused(let expected): "A file has \(expected); nothing was stored."
        case .certificateRefused(let fault): fault.en
        case .unauthenticated:
            "There is no valid session or token. Log in, or send a valid Bearer token in Authorization."
        case .forbidden(let permission):
            "This account lacks the permission (\(permission)), or the thing is of another enterprise. "
                + "Ask the administrator of accounts."
        case .senderForeign(let code):
            "The message is transmitted by \(code), which is no code of this account. Nothing was "
                + "stored. Send it with that enterprise's own account."
        case .formForeign:
            "The form was not sent by a page of this session, or is too old. Reload the page and send "
                + "it again."
        case .tooOften(let seconds):
            "Too many requests; this one was not handled. Send it again in \(seconds) s."
        case .nameTaken:
            "Another account or API client has the name. Names are used once: choose another."
        case .samePerson:
            "You asked for this act, so another person who may has to confirm it."
        case .notFound: "There is nothing at this address. Check the number."
        case .methodNotAllowed(let methods):
            "This address takes only: \(methods.joined(separator: ", "))."
        case .failed:
            "The request could not be completed. Try again later; give the request id when you "
                + "contact us."
        }
    }
}
