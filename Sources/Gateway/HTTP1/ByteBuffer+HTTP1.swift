import NIOCore

extension ByteBuffer {
    /// Puts the bytes behind those that are there; without a copy where there are none.
    mutating func append(_ other: consuming ByteBuffer) {
        if readableBytes == 0 { self = other } else { writeImmutableBuffer(other) }
    }

    mutating func writeField(_ name: StaticString, _ value: String) {
        writeStaticString(name)
        writeStaticString(": ")
        writeString(value)
        writeStaticString("\r\n")
    }

    mutating func writeField(_ name: StaticString, _ value: Int) {
        writeStaticString(name)
        writeStaticString(": ")
        writeDecimal(value)
        writeStaticString("\r\n")
    }

    /// `HTTP/1.1 200 OK`; without a reason where there is no usual one.
    mutating func writeStatusLine(_ status: Int) {
        writeStaticString("HTTP/1.1 ")
        writeDecimal(status)
        writeStaticString(" ")
        writeStaticString(ReasonPhrase.of(status))
        writeStaticString("\r\n")
    }

    /// - Parameter number: not negative.
    mutating func writeDecimal(_ number: Int) { writeDigits(number, base: 10) }
    /// - Parameter number: not negative.
    mutating func writeHexadecimal(_ number: Int) { writeDigits(number, base: 16) }

    private mutating func writeDigits(_ number: Int, base: Int) {
        var divisor = 1
        while number / divisor >= base { divisor *= base }
        while divisor > 0 {
            let digit = UInt8(number / divisor % base)
            writeInteger(digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "a"))
            divisor /= base
        }
    }
}
