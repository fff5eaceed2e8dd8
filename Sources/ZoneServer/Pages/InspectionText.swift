/// The fixed texts of the pages of inspections.
struct InspectionText: Sendable {
    var title: String
    var lead: String
    var inspections: String
    var findings: String
    var finding: String
    var none: String
    var scope: String
    var period: String
    var who: String
    var state: String
    var department: String
    var due: String
    var overdue: String
    var recurrences: String
    var basis: String
    var test: String
    var nextRun: String
    var runs: String
    var cases: String
    var caseCount: String
    var firstCases: String
    var verdict: String
    var gap: String
    var steps: String
    var at: String
    var actor: String
    var detail: String
    var rectify: String
    var what: String
    var evidence: String
    var recheck: String
    var closesItself: String
    var majorIssues: String
    var majorLead: String
    var reasons: String
    var noMajor: String
    var sent: String
    var recipient: String
    var digest: String
    var older: String
    var severity: String

    /// The table of a language.
    static func of(_ language: Language) -> InspectionText { language == .zh ? zh : en }

    private static let zh = InspectionText(
        title: "督查整改", lead: "督查发现的问题都附可执行的检查：检查不通过才立项，整改后检查通过才销号，复发即自动重开。",
        inspections: "督查", findings: "问题清单", finding: "问题", none: "暂无记录。", scope: "范围",
        period: "期间", who: "负责人", state: "状态", department: "责任部门", due: "整改期限",
        overdue: "已逾期", recurrences: "复发次数", basis: "依据", test: "检查", nextRun: "下次自动复查",
        runs: "复查记录", cases: "问题案例", caseCount: "案例数", firstCases: "列出前若干条",
        verdict: "结论", gap: "未能查全", steps: "经过", at: "时间", actor: "谁", detail: "内容",
        rectify: "报告整改", what: "整改措施", evidence: "证明材料", recheck: "立即复查",
        closesItself: "本问题不能由人销号：报告整改后，检查通过时自动销号。", majorIssues: "重大问题",
        majorLead: "未销号且性质重大、逾期过久或屡改屡犯的问题，供上报。门槛为运营方设定。", reasons: "上报原因",
        noMajor: "目前没有须上报的重大问题。", sent: "已上报", recipient: "报送对象", digest: "摘要",
        older: "后续", severity: "性质")
    private static let en = InspectionText(
        title: "Supervision",
        lead:
            "Every finding has a test that can be run: it is opened where the test fails, closed only "
            + "where the test passes after rectification, and opens again by itself where it recurs.",
        inspections: "Inspections", findings: "Findings", finding: "Finding",
        none: "Nothing is recorded.", scope: "Scope", period: "When", who: "Lead", state: "State",
        department: "Department", due: "Deadline", overdue: "overdue", recurrences: "Recurrences",
        basis: "Basis", test: "Test", nextRun: "Next run by itself", runs: "Runs",
        cases: "Offending cases", caseCount: "Cases", firstCases: "the first ones are listed",
        verdict: "Verdict", gap: "Not everything was seen", steps: "Steps", at: "Time",
        actor: "Who", detail: "Detail", rectify: "Report rectification", what: "What was done",
        evidence: "Evidence", recheck: "Run the test now",
        closesItself:
            "Nobody closes a finding: once rectification is reported, its passing test does.",
        majorIssues: "Major issues",
        majorLead:
            "Findings that are not closed and are grave, overdue for long or recurring, to be "
            + "reported upward. The bounds are the operator's.",
        reasons: "Why it goes upward", noMajor: "Nothing has to go upward now.", sent: "Reported",
        recipient: "To", digest: "Digest", older: "More", severity: "Severity")
}
