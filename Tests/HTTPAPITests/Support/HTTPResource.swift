import HTTPAPI

typealias HTTPResource = HTTPAPIEnvironment.Resource
