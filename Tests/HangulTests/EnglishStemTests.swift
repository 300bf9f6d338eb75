import Hangul
import Testing

@Suite struct EnglishStemTests {
    @Test(arguments: [
        ("batteries", "battery"), ("accessories", "accessory"), ("glasses", "glass"), ("dresses", "dress"),
        ("headphones", "headphone"), ("boxes", "box"),
        ("watches", "watch"), ("dishes", "dish"), ("shoes", "shoe"), ("socks", "sock"), ("ties", "tie"),
        ("cups", "cup"), ("sizes", "size"), ("prizes", "prize"),
        ("houses", "house"), ("blouses", "blouse"), ("cases", "case"), ("keys", "key"), ("jeans", "jean"),
        ("pens", "pen"), ("screens", "screen"),
        ("mittens", "mitten"), ("linens", "linen"), ("kitchens", "kitchen"), ("sofas", "sofa"), ("cameras", "camera"),
        ("lenses", "lens"), ("buses", "bus"),
        ("movies", "movie"), ("cookies", "cookie"), ("hoodies", "hoodie"), ("beanies", "beanie"), ("quizzes", "quiz"),
        ("knives", "knife"),
        ("shelves", "shelf"), ("scarves", "scarf"), ("canvases", "canvas"), ("potatoes", "potato"),
    ])
    func thePluralAndTheSingularShareAStem(plural: String, singular: String) {
        #expect(Tokenizer.englishStem(plural) == singular)
        #expect(Tokenizer.englishStem(singular) == singular)
    }

    @Test(arguments: [
        "lens", "gps", "bus", "ps4", "series", "species", "wireless", "chess", "canvas", "tennis", "news", "gas", "as",
        "us", "s", "", "glass", "focus",
        "iris", "women", "less", "adidas", "atlas", "café", "cafés", "나이키s", "SHOES", "x1s", "virus", "plus",
    ])
    func whatIsNoPluralStays(word: String) { #expect(Tokenizer.englishStem(word) == word) }
}
