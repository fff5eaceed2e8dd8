/// What is seen for a moment after a login at the identity provider.
struct WelcomePage {
    var title: String
    var link: String
    var nextURL: String

    init(nextURL: String, visit: Visit) {
        let isZh = visit.language == .zh
        title = isZh ? "已登录" : "Logged in"
        link = isZh ? "继续" : "Go on"
        self.nextURL = nextURL
    }
}
