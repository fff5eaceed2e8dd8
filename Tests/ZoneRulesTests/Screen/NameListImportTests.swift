import Testing
import ZoneCore
import ZoneRules

@Suite struct NameListImportTests {
    static let heading =
        "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,"
        + "emails,dataset,first_seen,last_seen,last_change\n"

    /// What the import of `text` throws; nil where it throws nothing.
    func error(
        _ text: String, limits: NameListImport.Limits = NameListImport.Limits()
    ) -> NameListError? {
        do {
            _ = try NameListImport(Array(text.utf8), limits: limits)
            return nil
        } catch { return error }
    }

    func defects(_ text: String) -> [NameListDefect] { error(text)?.defects ?? [] }

    @Test func openSanctionsTable() throws {
        let text =
            Self.heading
            + #""x-1","Person","Petrov, ""Ivan""","Иван Петров;Ivan Petrow","1970","ru","","","a"#
            + "\n"
            + #"b","","","demo","2024-05-01T06:00:00","2025-01-01","2024-06-01""# + "\r\n"
            + "x-2,Company,深圳华强,,,,,,,,,demo,2023-01-02,2025-01-01,\n\n"
        let list = try NameListImport(Array(text.utf8)).list
        #expect(
            list.entries == [
                NameEntry(
                    id: "x-1", kind: .person,
                    names: ["Petrov, \"Ivan\"", "Иван Петров", "Ivan Petrow"],
                    known: Day("2024-05-01")),
                NameEntry(
                    id: "x-2", kind: .organisation, names: ["深圳华强"], known: Day("2023-01-02")),
            ])
    }

    @Test func plainTable() throws {
        let text =
            "\u{FEFF}id\tname\taliases\tkind\tfrom\tto\n"
            + "1\t王伟\tWang Wei; 王偉;王伟\tperson\t2024-01-01\t2024-12-31\n2\tA \"b\" c\t\t\t\t\n"
        let list = try NameListImport(Array(text.utf8)).list
        #expect(
            list.entries == [
                NameEntry(
                    id: "1", kind: .person, names: ["王伟", "Wang Wei", "王偉"],
                    from: Day("2024-01-01"), to: Day("2024-12-31")),
                NameEntry(id: "2", kind: .other, names: ["A \"b\" c"]),
            ])
    }

    @Test func allDefectsInOneReport() {
        let text =
            "id\tname\taliases\tkind\tfrom\tto\n" + "1\tA\t\tship\t2024-13-01\t\n" + "1\t\t\t\t\t\n"
            + "\tB\t\t\t2024-02-01\t2024-01-01\n" + "4\tC\n"
        #expect(
            defects(text).map { "\($0.line) \($0.kind)" } == [
                "2 unknownKind", "2 badDay", "3 duplicateID", "3 missingName", "4 missingID",
                "4 badDay", "5 fieldCount",
            ])
    }

    @Test func linesAreCountedThroughQuotes() {
        let text =
            Self.heading + "1,Person,\"a\nb\",\"\",,,,,,,,,,,\n" + "2,Person\n3,\"a\"b\n4,\"x"
        #expect(
            defects(text).map { "\($0.line) \($0.kind)" } == [
                "4 fieldCount", "5 quote", "6 quote",
            ])
    }

    @Test func limitsHold() {
        var limits = NameListImport.Limits()
        limits.nameCountMax = 2
        limits.nameByteCountMax = 4
        limits.rowCountMax = 2
        limits.defectCountMax = 2
        let text = "id\tname\taliases\n1\tabcde\tb;c\n2\ta\t\n3\tb\t\n"
        let report = error(text, limits: limits)
        #expect(report?.defects.map(\.kind) == [.tooManyNames, .nameTooLong])
        #expect(report?.defectCount == 3)
        limits.byteCountMax = 3
        #expect(error(text, limits: limits)?.defects.map(\.kind) == [.tooManyBytes])
    }

    @Test(arguments: ["", "id\tname\n", "id,schema\n", "id\tnaam\n1\tA\n"])
    func filesWithoutNamesAreRefused(_ text: String) {
        #expect(!defects(text).isEmpty)
    }

    @Test func bytesMustBeText() {
        #expect(throws: NameListError.self) { try NameListImport([0x69, 0xFF, 0x0A]) }
    }

    @Test func defectsAreToldInBothLanguages() {
        for defect in defects("id\tname\n\t\n") {
            #expect(!defect.zh.isEmpty && !defect.en.isEmpty && defect.zh != defect.en)
        }
    }
}
