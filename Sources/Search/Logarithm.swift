#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Foundation
#endif

/// Natural logarithm.
func logarithm(_ value: Float) -> Float { log(value) }
