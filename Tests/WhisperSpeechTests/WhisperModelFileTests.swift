import BlankSpaceTesting
import Foundation
import Speech
import Testing
import WhisperSpeech

/// A small file of the right structure: 1 mel band, 2 tokens, 1 tensor.
private func smallModel(_ change: (inout [Int32]) -> Void = { _ in }, tensorBytes: Int = 34 * 2) -> [UInt8] {
    var header: [Int32] = [0x6767_6D6C, 51_865, 1_500, 512, 8, 6, 448, 512, 8, 6, 80, 2_007, 80, 201]
    change(&header)
    func bytes(_ values: [Int32]) -> [UInt8] { values.flatMap { withUnsafeBytes(of: $0.littleEndian, Array.init) } }
    var file = bytes(header) + [UInt8](repeating: 0, count: 80 * 201 * 4)
    file += bytes([2, 1]) + [65] + bytes([2]) + [66, 67]
    file += bytes([2, 4, 8, 32, 2]) + Array("name".utf8) + [UInt8](repeating: 0, count: tensorBytes)
    return file
}

private func check(_ bytes: [UInt8]) -> String? {
    bytes.withUnsafeBytes { bytes in
        switch WhisperModelFile.check(bytes) {
        case .success: nil
        case .failure(let flaw): flaw.reason
        }
    }
}

@Suite struct WhisperModelFileTests {
    @Test("takes a file of the right structure")
    func good() { #expect(check(smallModel()) == nil) }

    @Test("every shorter file is refused, and a longer one")
    func cut() {
        let whole = smallModel()
        for count in stride(from: 0, to: whole.count, by: 7) {
            #expect(check(Array(whole.prefix(count))) != nil, "\(count) bytes")
        }
        #expect(check(Array(whole.dropLast())) != nil && check(whole + [0]) != nil)
    }

    @Test("numbers out of bounds are refused", arguments: 0..<14, [-1, 0, Int32.max, Int32.min, 3])
    func numbers(_ index: Int, _ value: Int32) {
        // Some of these are legal.
        if index == 11 && value >= 0 && value < 10_000 || [2, 5, 6, 9].contains(index) && value == 3 { return }
        #expect(check(smallModel { $0[index] = value }) != nil, "\(index): \(value)")
    }

    @Test("random changes never crash")
    func mutations() {
        var random = SplitMix64(seed: 5)
        let whole = smallModel()
        let places = Array(0..<56) + Array(whole.count - 110..<whole.count)
        for _ in 0..<20_000 {
            var file = whole
            for _ in 0..<4 { file[places.randomElement(using: &random) ?? 0] = .random(in: 0...255, using: &random) }
            _ = check(file)
        }
    }
}
