import Foundation

/// Dates as feeds write them.
enum DateText {
    /// ISO 8601 with or without a time, seconds, a fraction and a zone, also with a space for the T and with dots or
    /// slashes in the date; 2024년 1월 5일; eight digits. A time without a zone is taken as Korea's (+09:00).
    static func parse(_ text: String) -> Date? {
        var cursor = Cursor(Array(text.utf8))
        return cursor.date()
    }

    /// Milliseconds or seconds since 1970 by their size, or eight digits as a date.
    static func parse(_ number: Double) -> Date? {
        guard number.isFinite, number == number.rounded() else { return nil }
        switch abs(number) {
        case 19_000_101...21_001_231: return parse(String(Int(number)))
        case 1e8..<1e11: return Date(timeIntervalSince1970: number)
        case 1e11..<1e14: return Date(timeIntervalSince1970: number / 1000)
        default: return nil
        }
    }

    private struct Cursor {
        private let bytes: [UInt8]
        private var index = 0

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
        }

        mutating func date() -> Date? {
            skipSpace()
            let start = index
            guard let first = digits(), let day = calendarDay(first, width: index - start) else { return nil }
            var seconds = Double(day) * 86_400
            var zone = 9 * 3600
            if let time = time() {
                seconds += time
                guard let stated = offset() else { return nil }
                zone = stated ?? zone
            }
            skipSpace()
            guard index == bytes.count else { return nil }
            return Date(timeIntervalSince1970: seconds - Double(zone))
        }

        /// Days since 1970.
        private mutating func calendarDay(_ first: Int, width: Int) -> Int? {
            if width == 8 { return days(first / 10_000, first / 100 % 100, first % 100) }
            guard width == 4, separator(), let month = digits(), separator(), let day = digits() else { return nil }
            // The dot or 일 behind the day.
            if !take(".") { _ = takeWord("일") }
            return days(first, month, day)
        }

        /// Seconds since midnight; nil where no time follows.
        private mutating func time() -> Double? {
            let before = index
            if !take("T"), !take("t") { skipSpace() }
            guard let hour = digits(), hour <= 24, take(":"), let minute = digits(), minute < 60 else {
                index = before
                return nil
            }
            var seconds = Double(hour * 3600 + minute * 60)
            if take(":") {
                guard let second = digits(), second <= 60 else { return nil }
                seconds += Double(second)
                if take(".") || take(",") {
                    let start = index
                    guard let fraction = digits() else { return nil }
                    var scale = 1.0
                    for _ in start..<index { scale *= 10 }
                    seconds += Double(fraction) / scale
                }
            }
            return seconds
        }

        /// Seconds east of Greenwich. `.some(nil)` where none is stated, nil where it is broken.
        private mutating func offset() -> Int?? {
            skipSpace()
            if take("Z") || take("z") { return .some(0) }
            let isEast = take("+")
            guard isEast || take("-") else { return .some(nil) }
            let start = index
            guard var hours = digits() else { return nil }
            var minutes = 0
            if index - start == 4 {
                (hours, minutes) = (hours / 100, hours % 100)
            } else if take(":") {
                guard let stated = digits() else { return nil }
                minutes = stated
            }
            guard hours <= 18, minutes < 60 else { return nil }
            return .some((isEast ? 1 : -1) * (hours * 3600 + minutes * 60))
        }

        private func days(_ year: Int, _ month: Int, _ day: Int) -> Int? {
            guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            guard day <= lengths[month - 1] else { return nil }
            let before = year - 1
            let daysOfYears = before * 365 + before / 4 - before / 100 + before / 400
            // 719,162 days lie between 0001-01-01 and 1970-01-01.
            return daysOfYears + lengths[..<(month - 1)].reduce(0, +) + day - 1 - 719_162
        }

        private mutating func digits() -> Int? {
            var value = 0
            let start = index
            while index < bytes.count, (0x30...0x39).contains(bytes[index]), index - start < 12 {
                value = value * 10 + Int(bytes[index] - 0x30)
                index += 1
            }
            return index > start ? value : nil
        }

        private mutating func separator() -> Bool {
            let found = take("-") || take(".") || take("/") || takeWord("년") || takeWord("월")
            skipSpace()
            return found
        }

        private mutating func skipSpace() {
            while index < bytes.count, bytes[index] == 0x20 { index += 1 }
        }

        private mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard index < bytes.count, UInt32(bytes[index]) == character.value else { return false }
            index += 1
            return true
        }

        private mutating func takeWord(_ word: String) -> Bool {
            guard bytes[index...].starts(with: word.utf8) else { return false }
            index += word.utf8.count
            return true
        }
    }
}
