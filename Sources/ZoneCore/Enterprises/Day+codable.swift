/// A day in stored content, as `YYYY-MM-DD`.
extension Day: Codable {
    /// Reads the text; anything else is refused.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard text.utf8.count == 10, let day = Day(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "no day: YYYY-MM-DD")
        }
        self = day
    }

    /// Writes the text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
