import BlankSpaceTesting
import CEncoder
import Foundation
import Testing

/// Each set of kernels that this processor runs, against the same written down plainly in Double.
@Suite struct KernelTests {
    static let levels = [CE_PORTABLE, CE_AVX2, CE_AVX_VNNI, CE_AVX512_VNNI].filter { ce_kernels_at($0) != nil }

    @Test("matrix times activations", arguments: levels.map(\.rawValue))
    func linear(_ level: UInt32) throws {
        let kernels = try #require(ce_kernels_at(ce_level(level))).pointee
        let arena = Arena()
        defer { arena.free() }
        for (tokens, rows, columns) in [
            (1, 32, 32), (2, 64, 96), (3, 32, 384), (5, 96, 64), (6, 32, 1536), (13, 160, 128),
        ] {
            let case_ = Case(arena, tokens: tokens, rows: rows, columns: columns)
            let panel = arena.memory(of: UInt8.self, ce_panel_bytes(columns))
            let y = arena.memory(of: Float.self, tokens * (rows + 32))
            kernels.linear(case_.activations.value, tokens, case_.matrix, panel.start, y.start, rows + 32)
            for token in 0..<tokens {
                for row in 0..<rows {
                    let expected = case_.product(token, row)
                    #expect(abs(Double(y[token * (rows + 32) + row]) - expected) < 1e-4 * (1 + abs(expected)))
                }
            }
        }
    }

    @Test("matrix times activations, gelu, in 8 bit", arguments: levels.map(\.rawValue))
    func linearGelu(_ level: UInt32) throws {
        let kernels = try #require(ce_kernels_at(ce_level(level))).pointee
        let arena = Arena()
        defer { arena.free() }
        for (tokens, rows, columns) in [(1, 32, 32), (7, 64, 384), (14, 96, 64)] {
            let case_ = Case(arena, tokens: tokens, rows: rows, columns: columns)
            let panel = arena.memory(of: UInt8.self, ce_panel_bytes(columns))
            let out = Activations(arena, tokens: tokens, columns: rows)
            kernels.linear_gelu(case_.activations.value, tokens, case_.matrix, panel.start, out.value)
            for token in 0..<tokens {
                let expected = (0..<rows).map { row in
                    let x = case_.product(token, row)
                    return 0.5 * x * (1 + erf(x / 2.0.squareRoot()))
                }
                out.check(token, expected)
            }
        }
    }

    @Test("normalization, with and without something added", arguments: levels.map(\.rawValue))
    func normalize(_ level: UInt32) throws {
        let kernels = try #require(ce_kernels_at(ce_level(level))).pointee
        let arena = Arena()
        defer { arena.free() }
        for (tokens, columns, isAdded) in [(1, 32, true), (3, 384, true), (2, 64, false)] {
            var random = SplitMix64(seed: UInt64(columns))
            let x = arena.memory(of: Float.self, tokens * columns, in: -3...3, &random)
            let added = arena.memory(of: Float.self, tokens * columns, in: -3...3, &random)
            let weight = arena.memory(of: Float.self, columns, in: 0.5...2, &random)
            let bias = arena.memory(of: Float.self, columns, in: -1...1, &random)
            let before = (0..<tokens * columns).map { Double(x[$0]) + (isAdded ? Double(added[$0]) : 0) }
            let out = Activations(arena, tokens: tokens, columns: columns)
            let norm = ce_norm(weight: weight.start, bias: bias.start, epsilon: 1e-12)
            kernels.normalize(x.start, isAdded ? added.start : nil, norm, tokens, columns, out.value)
            for token in 0..<tokens {
                let row = before[token * columns..<(token + 1) * columns]
                let mean = row.reduce(0, +) / Double(columns)
                let deviation = (row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(columns)).squareRoot()
                let expected = row.enumerated().map { ($1 - mean) / deviation * Double(weight[$0]) + Double(bias[$0]) }
                for (column, value) in expected.enumerated() {
                    #expect(abs(Double(x[token * columns + column]) - value) < 1e-4)
                }
                out.check(token, expected)
            }
        }
    }

    @Test("attention within a text", arguments: levels.map(\.rawValue))
    func attend(_ level: UInt32) throws {
        let kernels = try #require(ce_kernels_at(ce_level(level))).pointee
        let arena = Arena()
        defer { arena.free() }
        for (tokens, heads) in [(1, 1), (4, 2), (15, 1), (16, 1), (17, 2), (50, 3)] {
            var random = SplitMix64(seed: UInt64(tokens))
            let width = heads * 32
            let qkv = arena.memory(of: Float.self, tokens * 3 * width, in: -2...2, &random)
            let scratch = arena.memory(of: Float.self, ce_attention_floats(tokens))
            let out = Activations(arena, tokens: tokens, columns: width)
            kernels.attend(qkv.start, tokens, heads, scratch.start, out.value)
            func value(_ token: Int, _ part: Int, _ head: Int, _ index: Int) -> Double {
                Double(qkv[(token * 3 + part) * width + head * 32 + index])
            }
            for token in 0..<tokens {
                var expected: [Double] = []
                for head in 0..<heads {
                    let weights = (0..<tokens).map { other in
                        exp(
                            (0..<32).reduce(0) { $0 + value(token, 0, head, $1) * value(other, 1, head, $1) }
                                / 32.0.squareRoot())
                    }
                    let total = weights.reduce(0, +)
                    expected += (0..<32).map { index in
                        (0..<tokens).reduce(0) { $0 + weights[$1] / total * value($1, 2, head, index) }
                    }
                }
                out.check(token, expected)
            }
        }
    }

    @Test("a token's embedding and a text's mean", arguments: levels.map(\.rawValue))
    func embedAndPool(_ level: UInt32) throws {
        let kernels = try #require(ce_kernels_at(ce_level(level))).pointee
        let arena = Arena()
        defer { arena.free() }
        let case_ = Case(arena, tokens: 1, rows: 32, columns: 96)
        var random = SplitMix64(seed: 3)
        let position = arena.memory(of: Float.self, 96, in: -1...1, &random)
        let type = arena.memory(of: Float.self, 96, in: -1...1, &random)
        let x = arena.memory(of: Float.self, 3 * 96)
        var sums = [Double](repeating: 0, count: 96)
        for row in 0..<3 {
            kernels.embed(
                case_.blocks.start + row * 3 * Int(CE_BLOCK_BYTES), position.start, type.start, 96, x.start + row * 96)
            for column in 0..<96 {
                let expected = case_.weights[row * 96 + column] + Double(position[column]) + Double(type[column])
                #expect(abs(Double(x[row * 96 + column]) - expected) < 1e-5)
                sums[column] += expected
            }
        }
        let vector = arena.memory(of: Float.self, 96)
        kernels.pool(x.start, 3, 96, vector.start)
        let norm = sums.reduce(0) { $0 + $1 * $1 }.squareRoot()
        for column in 0..<96 { #expect(abs(Double(vector[column]) - sums[column] / norm) < 1e-5) }
    }

    @Test("zeros, the largest values and what is not finite do no harm", arguments: levels.map(\.rawValue))
    func extremes(_ level: UInt32) throws {
        let kernels = try #require(ce_kernels_at(ce_level(level))).pointee
        let arena = Arena()
        defer { arena.free() }
        for value in [Float(0), 1e30, -0x1p-130, .infinity, .nan] {
            let x = arena.memory(of: Float.self, 64)
            let ones = arena.memory(of: Float.self, 64)
            for index in 0..<64 {
                x[index] = value
                ones[index] = 1
            }
            let out = Activations(arena, tokens: 1, columns: 64)
            kernels.normalize(
                x.start, nil, ce_norm(weight: ones.start, bias: ones.start, epsilon: 1e-12), 1, 64, out.value)
            let case_ = Case(arena, tokens: 1, rows: 32, columns: 64)
            let y = arena.memory(of: Float.self, 32)
            kernels.linear(
                out.value, 1, case_.matrix, arena.memory(of: UInt8.self, ce_panel_bytes(64)).start, y.start, 32)
            if value.isFinite && abs(value) < 1 { #expect((0..<32).allSatisfy { y[$0].isFinite }) }
        }
    }
}

/// A random matrix and random activations, and what they are.
private final class Case {
    let blocks: Memory<UInt8>
    let bias: Memory<Float>
    let weights: [Double]
    let activations: Activations
    private let rows: Int
    private let columns: Int

    init(_ arena: Arena, tokens: Int, rows: Int, columns: Int) {
        var random = SplitMix64(seed: UInt64(rows * columns + tokens))
        self.rows = rows
        self.columns = columns
        blocks = arena.memory(of: UInt8.self, rows * columns / 32 * Int(CE_BLOCK_BYTES))
        bias = arena.memory(of: Float.self, rows, in: -1...1, &random)
        var weights: [Double] = []
        for block in 0..<rows * columns / 32 {
            let scale = Float16.random(in: -0.1...0.1, using: &random)
            let place = block * Int(CE_BLOCK_BYTES)
            blocks[place] = UInt8(truncatingIfNeeded: scale.bitPattern)
            blocks[place + 1] = UInt8(truncatingIfNeeded: scale.bitPattern >> 8)
            let bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
            for (index, byte) in bytes.enumerated() { blocks[place + 2 + index] = byte }
            weights += bytes.map { Double($0 & 15) - 8 }.map { $0 * Double(scale) }
            weights += bytes.map { Double($0 >> 4) - 8 }.map { $0 * Double(scale) }
        }
        self.weights = weights
        activations = Activations(arena, tokens: tokens, columns: columns)
        activations.fill(&random)
    }

    var matrix: ce_matrix { ce_matrix(blocks: blocks.start, bias: bias.start, rows: rows, columns: columns) }

    func product(_ token: Int, _ row: Int) -> Double {
        (0..<columns).reduce(Double(bias[row])) { $0 + weights[row * columns + $1] * activations.number(token, $1) }
    }
}

private final class Activations {
    private let values: Memory<Int8>
    private let scales: Memory<Float>
    private let corrections: Memory<Int32>
    private let columns: Int

    init(_ arena: Arena, tokens: Int, columns: Int) {
        self.columns = columns
        values = arena.memory(of: Int8.self, tokens * columns)
        scales = arena.memory(of: Float.self, tokens * columns / 32)
        corrections = arena.memory(of: Int32.self, tokens * columns / 32)
    }

    var value: ce_activations {
        ce_activations(values: values.start, scales: scales.start, corrections: corrections.start)
    }

    /// Numbers from the whole range, and blocks of the largest.
    func fill(_ random: inout SplitMix64) {
        for block in 0..<scales.count {
            scales[block] = Float.random(in: 0.001...0.1, using: &random)
            var sum: Int32 = 0
            for index in 0..<32 {
                let value: Int8 = block % 3 == 1 ? 127 : Int8.random(in: -127...127, using: &random)
                values[block * 32 + index] = value
                sum += Int32(value)
            }
            corrections[block] = -8 * sum
        }
    }

    func number(_ token: Int, _ column: Int) -> Double {
        let index = token * columns + column
        return Double(values[index]) * Double(scales[index / 32])
    }

    /// Whether a row is `expected` within the precision of 8 bit, with the right sums.
    func check(_ token: Int, _ expected: [Double]) {
        for block in 0..<columns / 32 {
            let part = expected[block * 32..<(block + 1) * 32]
            let step = (part.map(abs).max() ?? 0) / 127
            var sum: Int32 = 0
            for (index, value) in part.enumerated() {
                #expect(abs(number(token, block * 32 + index) - value) < 0.51 * step + 1e-5)
                sum += Int32(values[token * columns + block * 32 + index])
            }
            #expect(corrections[token * columns / 32 + block] == -8 * sum)
        }
    }
}

/// The memory of a test, as the kernels want it. It stays until it is freed, however the pointers are used.
private final class Arena {
    private var blocks: [UnsafeMutableRawPointer] = []

    func free() { for block in blocks { block.deallocate() } }

    func memory<Element: BitwiseCopyable>(of type: Element.Type, _ count: Int) -> Memory<Element> {
        let block = UnsafeMutableRawPointer.allocate(byteCount: count * MemoryLayout<Element>.stride, alignment: 64)
        memset(block, 0, count * MemoryLayout<Element>.stride)
        blocks.append(block)
        return Memory(start: block.bindMemory(to: type, capacity: count), count: count)
    }

    func memory(
        of type: Float.Type, _ count: Int, in range: ClosedRange<Float>, _ random: inout SplitMix64
    ) -> Memory<Float> {
        let memory = memory(of: type, count)
        for index in 0..<count { memory[index] = Float.random(in: range, using: &random) }
        return memory
    }
}

private struct Memory<Element: BitwiseCopyable> {
    let start: UnsafeMutablePointer<Element>
    let count: Int

    subscript(index: Int) -> Element {
        get { start[index] }
        nonmutating set { start[index] = newValue }
    }
}
