// What a user of the library meets of the other targets, so that `import CallAutomationClient` is the only import. Scoped:
// the JSON reader, the error factories of the server and the rest of the vocabulary stay inside.

@_exported public import enum CallAutomationModel.CallRejectReason
@_exported public import enum CallAutomationModel.CommunicationCloud
@_exported public import struct CallAutomationModel.CommunicationIdentifier
@_exported public import struct CallAutomationModel.CustomCallingContext
@_exported public import struct CallAutomationModel.JSONMember
@_exported public import enum CallAutomationModel.JSONValue
@_exported public import struct EventModel.CloudEvent
@_exported public import struct EventModel.EventDecodingError
@_exported public import struct EventModel.EventGridEvent
@_exported public import enum EventModel.EventPayload
@_exported public import struct EventModel.IncomingCallEvent
@_exported public import struct EventModel.IncomingCallEventData
@_exported public import struct EventModel.IncomingCallWebhook
@_exported public import struct EventModel.OtherEvent
@_exported public import struct EventModel.ReceivedEvents
@_exported public import struct EventModel.SubscriptionValidation
@_exported public import struct EventModel.WebhookAnswer
