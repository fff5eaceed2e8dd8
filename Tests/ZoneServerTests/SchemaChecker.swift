/// As much of JSON Schema as the OpenAPI document uses.
struct SchemaChecker {
    /// The whole document; `$ref` points into it.
    let document: JSON

    /// Everything in which the value departs from the schema.
    func complaints(_ value: JSON, _ schema: JSON, at path: String = "$") -> [String] {
        if let reference = schema["$ref"].string {
            return complaints(value, resolve(reference), at: path)
        }
        let choices = schema["anyOf"].array
        if !choices.isEmpty {
            let fits = choices.contains { complaints(value, $0, at: path).isEmpty }
            return fits ? [] : ["\(path): no choice of anyOf fits"]
        }
        var found: [String] = []
        if let type = schema["type"].string, !has(value, type) {
            return ["\(path): not of type \(type)"]
        }
        let allowed = schema["enum"].array.compactMap(\.string)
        if !allowed.isEmpty, !allowed.contains(value.string ?? "") {
            found.append("\(path): \(value.string ?? "?") is none of \(allowed)")
        }
        if let least = schema["minimum"].int, let number = value.int, number < least {
            found.append("\(path): below \(least)")
        }
        for (index, item) in value.array.enumerated() where !schema["items"].isNull {
            found += complaints(item, schema["items"], at: "\(path)[\(index)]")
        }
        return found + complaintsOfMembers(value, schema, path)
    }

    private func complaintsOfMembers(_ value: JSON, _ schema: JSON, _ path: String) -> [String] {
        var found: [String] = []
        for name in schema["required"].array.compactMap(\.string) where value.object[name] == nil {
            found.append("\(path): \(name) is missing")
        }
        let properties = schema["properties"].object
        for (name, member) in value.object {
            if let known = properties[name] {
                found += complaints(member, known, at: "\(path).\(name)")
            } else if schema["additionalProperties"].bool == false {
                found.append("\(path): \(name) is not described")
            } else if !schema["additionalProperties"].object.isEmpty {
                found += complaints(member, schema["additionalProperties"], at: "\(path).\(name)")
            }
        }
        return found
    }

    /// What a local reference points to.
    func resolve(_ reference: String) -> JSON {
        reference.split(separator: "/").dropFirst().reduce(document) { $0[String($1)] }
    }

    private func has(_ value: JSON, _ type: String) -> Bool {
        switch type {
        case "string": value.string != nil
        case "integer": value.int != nil
        case "boolean": value.bool != nil
        case "array": value.value is [Any]
        case "object": value.value is [String: Any]
        default: false
        }
    }
}
