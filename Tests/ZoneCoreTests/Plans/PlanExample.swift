import ZoneCore

/// A plan of two tasks, and a way to let things happen to it.
struct PlanExample {
    static let office = "zone-office"
    static let ministry = "mofcom"
    static let province = "provincial-government"
    static let customs = "local-customs"
    static let first = MilestonePath(task: "t1", milestone: "m1")

    var record = PlanRecord(id: "p")

    static func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

    static func content(
        milestones: [PlanMilestone]? = nil, lead: String = customs
    ) -> PlanContent {
        PlanContent(
            zone: "beijing", titleZh: "方案", titleEn: "Plan", basis: "国函〔2018〕93号",
            draftedBy: office, guidedBy: ministry, issuedBy: province,
            tasks: [
                PlanTask(
                    id: "t1", titleZh: "信息共享", titleEn: "Sharing", clause: .third, lead: lead,
                    supporting: ["city-tax"],
                    milestones: milestones ?? [
                        PlanMilestone(
                            id: "m1", titleZh: "联调", titleEn: "Joined", due: day("2026-03-31")),
                        PlanMilestone(
                            id: "m2", titleZh: "上线", titleEn: "Online", due: day("2026-06-30")),
                    ]),
                PlanTask(
                    id: "t2", titleZh: "园区", titleEn: "Park", clause: .second, lead: office,
                    milestones: [
                        PlanMilestone(
                            id: "m1", titleZh: "开园", titleEn: "Opened", due: day("2026-12-31"))
                    ]),
            ])
    }

    mutating func act(
        _ act: PlanAct, on text: String, by actor: String = "a", for body: String = office
    ) throws(CaseRefusal) {
        let at = Timestamp(ms: Int64(Self.day(text).number) * 86_400_000)
        try record.apply(CaseEvent(act: act, at: at, actor: actor, body: body))
    }

    /// From nothing to a plan in force, signed on 2026-01-20 and recorded ten days later.
    static func issued(_ content: PlanContent = content()) throws(CaseRefusal) -> PlanExample {
        var plan = PlanExample()
        try plan.act(.save(content), on: "2026-01-05")
        try plan.act(.consult(bodies: [customs], until: day("2026-01-12")), on: "2026-01-05")
        try plan.act(.opine(.agrees, text: "同意"), on: "2026-01-06", for: customs)
        try plan.act(.endConsultation, on: "2026-01-06")
        try plan.act(.askGuidance, on: "2026-01-07")
        try plan.act(.guide(agrees: true, text: "可"), on: "2026-01-15", for: ministry)
        try plan.act(
            .issue(document: "政发1号", on: day("2026-01-20")), on: "2026-01-30", for: province)
        return plan
    }

    func evidence(_ path: MilestonePath, _ trueOn: String, fulfils: Bool = true) -> PlanAct {
        .report(PlanEvidence(at: path, fulfils: fulfils, trueOn: Self.day(trueOn), text: "报告"))
    }
}
