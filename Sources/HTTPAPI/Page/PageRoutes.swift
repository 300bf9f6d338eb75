import HTTPTypes
import Hummingbird

/// The chat page: one document, one script, one style sheet, all of them ours.
enum PageRoutes {
    static let routes = [
        Route(.get, "/", document.respond),
        Route(.get, "/page.js", script.respond),
        Route(.get, "/page.css", style.respond),
    ]

    private static let document = StaticResource(
        PackageResources.page_html, contentType: "text/html; charset=utf-8",
        headers: [
            // Product pictures may lie anywhere; code and styles may not.
            .contentSecurity: """
            default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: http: https:; \
            connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'
            """,
            .referrer: "no-referrer",
        ])
    private static let script = StaticResource(
        PackageResources.page_js, contentType: "text/javascript; charset=utf-8")
    private static let style = StaticResource(PackageResources.page_css, contentType: "text/css; charset=utf-8")
}
