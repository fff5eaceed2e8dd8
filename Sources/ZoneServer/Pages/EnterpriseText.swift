/// The fixed texts of the pages of enterprises; one table a language.
struct EnterpriseText: Sendable {
    var title: String
    var lead: String
    var search: String
    var searchHint: String
    var searchButton: String
    var newFiling: String
    var change: String
    var reviews: String
    var reviewsLead: String
    var emptyList: String
    var emptyReviews: String
    var code: String
    var customsCode: String
    var name: String
    var state: String
    var role: String
    var roles: String
    var anyRole: String
    var anyState: String
    var next: String
    var expiries: String
    var noExpiries: String
    var lastDay: String
    var from: String
    var standing: String
    var need: String
    var source: String
    var notVerified: String
    var content: String
    var field: String
    var value: String
    var before: String
    var after: String
    var changes: String
    var history: String
    var when: String
    var act: String
    var by: String
    var department: String
    var reasons: String
    var documents: String
    var noDocuments: String
    var kind: String
    var size: String
    var file: String
    var fileHint: String
    var upload: String
    var version: String
    var since: String
    var reviewer: String
    var formTitle: String
    var formLead: String
    var formError: String
    var saveDraft: String
    var submit: String
    var qualifications: String
    var number: String
    var optional: String

    /// The table of a language.
    static func of(_ language: Language) -> EnterpriseText { language == .zh ? zh : en }

    static let zh = EnterpriseText(
        title: "企业备案", lead: "企业备案一次，各部门共用同一份记录。", search: "查找企业",
        searchHint: "名称，或统一社会信用代码、海关注册编码的开头", searchButton: "查找", newFiling: "新备案",
        change: "变更备案", reviews: "备案审核", reviewsLead: "等待最久的在前。",
        emptyList: "没有符合条件的企业。", emptyReviews: "没有待审核的备案。", code: "统一社会信用代码",
        customsCode: "海关注册编码", name: "企业名称", state: "状态", role: "角色", roles: "角色",
        anyRole: "所有角色", anyState: "所有状态", next: "下一页", expiries: "即将到期的角色",
        noExpiries: "预测期内没有到期的角色。", lastDay: "有效期至", from: "自", standing: "当前资格",
        need: "所需资质", source: "依据", notVerified: "（依据未经核对）", content: "备案内容", field: "项目",
        value: "内容", before: "原内容", after: "新内容", changes: "待审核的变更", history: "经过",
        when: "时间", act: "步骤", by: "经办人", department: "部门", reasons: "理由",
        documents: "资质文件", noDocuments: "没有文件。", kind: "种类", size: "字节", file: "文件",
        fileHint: "PDF、PNG或JPEG；最大字节数：", upload: "上传", version: "版本", since: "自",
        reviewer: "审核人", formTitle: "企业备案申请", formLead: "保存为草稿可以不完整；提交时须填写齐全。",
        formError: "请更正以下各项", saveDraft: "保存草稿", submit: "保存并提交", qualifications: "资质",
        number: "编号", optional: "（可不填）")

    static let en = EnterpriseText(
        title: "Enterprises",
        lead: "An enterprise files once; all departments use the same record.",
        search: "Find an enterprise",
        searchHint: "Part of its name, or the beginning of either code", searchButton: "Find",
        newFiling: "New filing", change: "Change the filing", reviews: "Reviews",
        reviewsLead: "The longest waiting first.", emptyList: "No enterprise matches.",
        emptyReviews: "Nothing waits for a review.", code: "Unified social credit code",
        customsCode: "Customs code", name: "Name", state: "State", role: "Role",
        roles: "Roles", anyRole: "All roles", anyState: "All states", next: "Next page",
        expiries: "Roles that end soon", noExpiries: "No role ends within the forecast.",
        lastDay: "Last day", from: "From", standing: "Standing",
        need: "Needs", source: "Source", notVerified: "(source not verified)",
        content: "Content", field: "Field", value: "Value", before: "Before", after: "After",
        changes: "Changes under review", history: "History", when: "When", act: "Step",
        by: "By", department: "Department", reasons: "Reasons", documents: "Documents",
        noDocuments: "There are no documents.", kind: "Kind", size: "Bytes", file: "File",
        fileHint: "PDF, PNG or JPEG; most bytes:", upload: "Upload", version: "Version",
        since: "Since", reviewer: "Reviewer", formTitle: "Filing of an enterprise",
        formLead: "A draft may be incomplete; what is handed in may not.",
        formError: "Please repair these fields", saveDraft: "Save draft",
        submit: "Save and hand in", qualifications: "Qualifications", number: "Number",
        optional: "(optional)")

    /// The label of a field of a filing.
    static func label(_ field: String, _ language: Language) -> String {
        guard let (zh, en) = labels[field] else { return field }
        return language == .zh ? zh : en
    }

    private static let labels: [String: (zh: String, en: String)] = [
        "code": ("统一社会信用代码", "Unified social credit code"),
        "customsCode": ("海关注册编码", "Customs code"), "name": ("企业名称", "Name"),
        "nameEn": ("英文名称", "English name"), "address": ("地址", "Address"),
        "contactName": ("联系人", "Contact"), "contactPhone": ("联系电话", "Phone"),
        "contactEmail": ("电子邮箱", "E-mail"), "overseas": ("境外企业", "Established abroad"),
        "bank": ("银行机构", "A bank"),
        "domesticAgent": ("境内代理人海关注册编码", "Domestic agent's customs code"),
        "roles": ("角色", "Roles"), "qualifications": ("资质", "Qualifications"),
        "by": ("经办人", "Your name"),
    ]
}
