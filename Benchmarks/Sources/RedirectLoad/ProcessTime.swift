import Foundation

/// The CPU time that the threads of a process have used so far, in seconds (proc(5), the first field of `schedstat`).
func cpuSeconds(ofProcess id: Int) throws -> Double {
    let folder = "/proc/\(id)/task"
    let nanoseconds = try FileManager.default.contentsOfDirectory(atPath: folder).map { thread in
        let line = try String(contentsOfFile: "\(folder)/\(thread)/schedstat", encoding: .utf8)
        return line.split(separator: " ").first.flatMap { Double($0) } ?? 0
    }
    return nanoseconds.reduce(0, +) / 1e9
}
