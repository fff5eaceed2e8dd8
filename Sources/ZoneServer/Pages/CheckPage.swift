import ZoneServices

/// The form of the check page and, after a check, its results.
struct CheckPage {
    /// Where the form goes to.
    var actionURL: String
    /// What was pasted, to be shown again.
    var pasted: String
    /// What is wrong with the form itself.
    var formError: String?
    var hasResults: Bool
    var results: [MessagePage]

    init(visit: Visit, pasted: String = "", problem: Problem? = nil, answers: [MessageAnswer] = [])
    {
        actionURL = visit.formURL("/check")
        self.pasted = pasted
        formError = problem?.detail(in: visit.language)
        hasResults = !answers.isEmpty
        results = answers.map { MessagePage($0, visit: visit, linksDeclarations: false) }
    }
}
