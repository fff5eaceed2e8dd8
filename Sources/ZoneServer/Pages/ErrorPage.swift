import Hummingbird

/// An error for people.
struct ErrorPage {
    var heading: String
    var detail: String
    var requestNumber: String

    /// The page as an answer with the problem's status.
    static func response(_ problem: Problem, visit: Visit, requestID: String) -> Response {
        let page = ErrorPage(
            heading: problem.title(in: visit.language), detail: problem.detail(in: visit.language),
            requestNumber: requestID)
        return Templates.response(
            page, template: "error", title: page.heading, visit: visit, status: problem.status)
    }
}
