import CallAutomationModel

/// The communication error that `work` throws, or nil when it throws none.
func thrown(by work: () throws(CommunicationError) -> Void) -> CommunicationError? {
    do {
        try work()
        return nil
    } catch {
        return error
    }
}
