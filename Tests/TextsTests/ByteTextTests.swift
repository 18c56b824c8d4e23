import Testing
import Texts

@Suite struct ByteTextTests {
    private let composed = "\u{E9}"
    private let decomposed = "e\u{301}"

    @Test func textsThatLookAlikeAreTwoKeys() {
        var values: ByteDictionary<Int> = [composed: 1, decomposed: 2]
        #expect(composed == decomposed)
        #expect(values.count == 2 && values[composed] == 1 && values[decomposed] == 2)
        values[composed] = nil
        #expect(values.keys.areSame(as: [decomposed]))
        #expect(Set([ByteText(composed), ByteText(decomposed)]).count == 2)
        #expect([composed].has(decomposed) == false && [composed].areSame(as: [decomposed]) == false)
    }

    @Test func ofTwoDictionariesTheNewerValueCounts() {
        let all = (["a": 1, "b": 2] as ByteDictionary).replaced(by: ["b": 3, "c": 4])
        #expect(all == ["a": 1, "b": 3, "c": 4])
    }

    @Test func partsOfADictionaryKeepItsTextsApart() {
        let pairs: [(String, Int)] = [(composed, 1), (decomposed, 2), (composed, 3)]
        let all = ByteDictionary(pairs)
        #expect(all.count == 2 && all[composed] == 3 && all.values.sorted() == [2, 3])
        #expect(all.filter { $0.value > 2 }.keys.areSame(as: [composed]))
        let doubled = all.mapValues { Double($0) / 2 }
        #expect(doubled[composed] == 1.5 && doubled[decomposed] == 1)
    }

    @Test(arguments: ["\u{301}", "\u{200D}", "\u{FE0F}"])
    func aMarkBehindSyntaxDoesNotHideIt(_ mark: String) {
        #expect("../\(mark)x".begins(with: "../") && "./\(mark)".begins(with: "./"))
        #expect("x../\(mark)x".dropFirst().begins(with: "../") && !"x./\(mark)".dropFirst().begins(with: "../"))
        #expect("a.csv".ends(with: ".csv") && !"csv".ends(with: ".csv"))
        #expect("a/\(mark)".ends(with: mark) && !decomposed.ends(with: composed))
        #expect("a,\(mark)b".parts(between: ",").areSame(as: ["a", "\(mark)b"]))
        #expect("a=\(mark)b=c".cut(at: "=")?.behind.isSame(as: "\(mark)b=c") == true)
        #expect("a/\(mark)b/\(mark)c".cut(atLast: "/")?.before.isSame(as: "a/\(mark)b") == true)
        #expect(
            "a'\(mark)".holds(text: "a'") && "aab".holds(text: "ab") && !"ab".holds(text: "b\(mark)")
                && !"a".holds(text: "aa"))
        #expect("a'\(mark)".holds("'") && "abc".cut(at: "=") == nil)
        #expect("a/\(mark)b/".lastPathPart.isSame(as: "\(mark)b") && "/".lastPathPart == "/")
    }

    @Test func aLineEndOfTwoCharactersIsCutBetweenThem() {
        #expect("a\r\nb".parts(between: "\n").areSame(as: ["a\r", "b"]))
    }
}
