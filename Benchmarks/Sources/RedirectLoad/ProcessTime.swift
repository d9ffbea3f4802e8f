import Foundation

/// The CPU time that a process has used so far, user and system (proc(5), fields 14 and 15 of `stat`).
func cpuSeconds(ofProcess id: Int) throws -> Double {
    let line = try String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)
    let fields = line[(line.lastIndex(of: ")") ?? line.startIndex)...].split(separator: " ")
    guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else { return 0 }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
}
