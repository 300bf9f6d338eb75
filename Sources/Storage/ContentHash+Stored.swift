internal import Foundation
internal import Search

extension ContentHash {
    /// 16 bytes, the most significant first.
    var stored: Data {
        [high.bigEndian, low.bigEndian].withUnsafeBytes { Data($0) }
    }

    /// nil for anything but 16 bytes.
    init?(data: Data) {
        guard data.count == 16 else { return nil }
        let (high, low) = data.withUnsafeBytes { bytes in
            (bytes.loadUnaligned(as: UInt64.self), bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        }
        self.init(high: UInt64(bigEndian: high), low: UInt64(bigEndian: low))
    }
}
