public import ArgumentParser
public import CallAutomationModel

/// `--reason none|busy|forbidden`.
extension CallRejectReason: ExpressibleByArgument {}
