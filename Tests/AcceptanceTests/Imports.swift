// What every file here is about. It is a module of its own, so that other tests of the whole service share it.
@_exported public import AcceptanceHarness
