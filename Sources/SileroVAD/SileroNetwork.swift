import Foundation
import Speech

/// The network: a short-time Fourier transform written as a convolution, four convolutions, an LSTM cell and one output.
struct SileroNetwork: Sendable {
    /// What is remembered from window to window.
    struct State {
        /// The end of the window before.
        var context = [Float](repeating: 0, count: 64)
        var hidden = [Float](repeating: 0, count: 128)
        var cell = [Float](repeating: 0, count: 128)
    }

    private let fourier: Matrix
    private let convolutions: [Convolution]
    private let input: Matrix
    private let recurrent: Matrix
    private let gateBias: [Float]
    private let output: Matrix
    private let outputBias: Float

    init(_ file: Safetensors) throws(SpeechError) {
        fourier = Matrix(try file.floats("stft_conv.weight", 258, 1, 256), columns: 256)
        convolutions = [
            try Convolution(file, "conv1", from: 129, to: 128, stride: 1),
            try Convolution(file, "conv2", from: 128, to: 64, stride: 2),
            try Convolution(file, "conv3", from: 64, to: 64, stride: 2),
            try Convolution(file, "conv4", from: 64, to: 128, stride: 1),
        ]
        input = Matrix(try file.floats("lstm_cell.weight_ih", 512, 128), columns: 128)
        recurrent = Matrix(try file.floats("lstm_cell.weight_hh", 512, 128), columns: 128)
        gateBias = zip(try file.floats("lstm_cell.bias_ih", 512), try file.floats("lstm_cell.bias_hh", 512)).map(+)
        output = Matrix(try file.floats("final_conv.weight", 1, 128, 1), columns: 128)
        outputBias = try file.floats("final_conv.bias", 1)[0]
    }

    func probability(of window: [Float], _ state: inout State) -> Float {
        // The end is mirrored, without its last sample, so that the last frame is whole.
        let sound = state.context + window
        state.context = Array(window.suffix(64))
        let mirrored = sound + sound.suffix(65).dropLast().reversed()
        var frames = (0..<4).map { magnitudes(Array(mirrored[(128 * $0)..<(128 * $0 + 256)])) }
        for convolution in convolutions { frames = convolution.apply(frames) }

        let gates = sum(input.times(frames[0]), recurrent.times(state.hidden), gateBias)
        for index in 0..<128 {
            let (enter, forget) = (sigmoid(gates[index]), sigmoid(gates[128 + index]))
            let (candidate, leave) = (tanh(gates[256 + index]), sigmoid(gates[384 + index]))
            state.cell[index] = forget * state.cell[index] + enter * candidate
            state.hidden[index] = leave * tanh(state.cell[index])
        }
        return sigmoid(output.times(state.hidden.map { max($0, 0) })[0] + outputBias)
    }

    /// The first 129 rows are cosines, the others sines.
    private func magnitudes(_ samples: [Float]) -> [Float] {
        let spectrum = fourier.times(samples)
        return (0..<129).map { index in
            let (real, imaginary) = (spectrum[index], spectrum[129 + index])
            return (real * real + imaginary * imaginary).squareRoot()
        }
    }

    private func sigmoid(_ x: Float) -> Float { 1 / (1 + exp(-x)) }
    private func sum(_ a: [Float], _ b: [Float], _ c: [Float]) -> [Float] { a.indices.map { a[$0] + b[$0] + c[$0] } }
}

/// A convolution over three frames with a rectifier after it; silence lies on both sides.
private struct Convolution: Sendable {
    private let weights: Matrix
    private let bias: [Float]
    private let inputs: Int
    private let stride: Int

    init(_ file: Safetensors, _ name: String, from inputs: Int, to outputs: Int, stride: Int) throws(SpeechError) {
        let flat = try file.floats("\(name).weight", outputs, inputs, 3)
        // Frame by frame instead of channel by channel, so that a row meets three frames laid end to end.
        var rows = [Float](repeating: 0, count: flat.count)
        for row in 0..<outputs {
            for channel in 0..<inputs {
                for frame in 0..<3 {
                    rows[(row * 3 + frame) * inputs + channel] = flat[(row * inputs + channel) * 3 + frame]
                }
            }
        }
        weights = Matrix(rows, columns: 3 * inputs)
        bias = try file.floats("\(name).bias", outputs)
        self.inputs = inputs
        self.stride = stride
    }

    func apply(_ frames: [[Float]]) -> [[Float]] {
        let silence = [Float](repeating: 0, count: inputs)
        let padded = [silence] + frames + [silence]
        return Swift.stride(from: 0, to: frames.count, by: stride).map { start in
            let products = weights.times(padded[start] + padded[start + 1] + padded[start + 2])
            return products.indices.map { max(products[$0] + bias[$0], 0) }
        }
    }
}

private struct Matrix: Sendable {
    private let weights: [Float]
    private let columns: Int

    init(_ weights: [Float], columns: Int) {
        self.weights = weights
        self.columns = columns
    }

    /// Each row's product with `vector`, which has as many elements as there are columns.
    func times(_ vector: [Float]) -> [Float] {
        precondition(vector.count == columns)
        let rows = weights.count / columns
        return [Float](unsafeUninitializedCapacity: rows) { output, count in
            weights.withUnsafeBufferPointer { weights in
                vector.withUnsafeBufferPointer { vector in
                    for row in 0..<rows {
                        let row = (row, UnsafeBufferPointer(rebasing: weights[(row * columns)..<((row + 1) * columns)]))
                        output[row.0] = Self.product(row.1, vector)
                    }
                }
            }
            count = rows
        }
    }

    private static func product(_ a: UnsafeBufferPointer<Float>, _ b: UnsafeBufferPointer<Float>) -> Float {
        guard let left = UnsafeRawPointer(a.baseAddress), let right = UnsafeRawPointer(b.baseAddress) else { return 0 }
        // Four sums, since an addition waits for the one before.
        var sums: (SIMD8<Float>, SIMD8<Float>, SIMD8<Float>, SIMD8<Float>) = (.zero, .zero, .zero, .zero)
        let whole = a.count & ~31
        func load(_ base: UnsafeRawPointer, _ index: Int) -> SIMD8<Float> {
            base.loadUnaligned(fromByteOffset: 4 * index, as: SIMD8<Float>.self)
        }
        for index in stride(from: 0, to: whole, by: 32) {
            sums.0 += load(left, index) * load(right, index)
            sums.1 += load(left, index + 8) * load(right, index + 8)
            sums.2 += load(left, index + 16) * load(right, index + 16)
            sums.3 += load(left, index + 24) * load(right, index + 24)
        }
        var sum = ((sums.0 + sums.1) + (sums.2 + sums.3)).sum()
        for index in whole..<a.count { sum += a[index] * b[index] }
        return sum
    }
}
