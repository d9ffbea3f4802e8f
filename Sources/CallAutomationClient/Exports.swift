// What a user of the library meets of the other targets, so that `import CallAutomationClient` is the only import. Scoped:
// the JSON reader, the error factories of the server and the rest of the vocabulary stay inside.

@_exported public import enum CallAutomationModel.CallRejectReason
@_exported public import enum CallAutomationModel.CommunicationCloud
@_exported public import struct CallAutomationModel.CommunicationIdentifier
@_exported public import struct CallAutomationModel.CustomCallingContext
