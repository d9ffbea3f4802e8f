/// Contexts of the shapes that the cloud was seen to make, and worse ones.
enum SampleContext {
    /// `{"a":[1,"x",null]}` in gzip.
    static let gzip = "H4sIAAAAAAACA6tWSlSyijbUUapQ0skrzcmJrQUA2Lk0KxIAAAA="
    /// `hello` in gzip.
    static let gzipOfText = "H4sIAAAAAAACA8tIzcnJBwCGphA2BQAAAA=="
    /// `{"alg":"none","typ":"JWT"}`, then `cc` (a call notification in gzip), `shrToken` (a signed JWT) and `plain`, a
    /// string that begins like gzip and is none. No signature.
    static let jwt =
        "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJjYyI6Ikg0c0lBQUFBQUFBQ0E2dFdTazdNeWZITEw4bE15MHhPTE1uTXoxT3lxbFpLSzhy"
        + "UEJkR1pLVXBXU2haV2ljbkZWb254U1VxMXRiVUE0NzZRSERBQUFBQT0iLCJzaHJUb2tlbiI6ImV5SmhiR2NpT2lKU1V6STFOaUlzSW5SNWND"
        + "STZJbkJ2Y0NKOS5leUpoZENJNkluZ2lmUS5ZV0pqIiwicGxhaW4iOiJINHNJIn0."
    /// A JWT whose payload is `{"a":1}` in gzip.
    static let jwtOfGzip = "eyJhbGciOiJub25lIn0.H4sIAAAAAAACA6tWSlSyMqwFAK-sG1YHAAAA."
    /// Seven contexts inside each other.
    static let deep =
        "H4sIAAAAAAACAyXHyXKCMAAA0H/h6gHZDPQWwdSwCQQa4GZYArggoiJ0+u/tTN/tfQtX4UPYqyOG/0w4pyGRHMv7y9p9TnmCdvDsK8iUbRHhPqZo"
        + "vwoii7th5lhdpaRIj5SuJsNKdwqejbUSjHkZG/ZwBPpeZjBI0oDzttpRsaPPKpvqFPG1nqiSVHtga4JSN/B8x6pBMos/KLRuzSZuj4YWXPShZbYL"
        + "tcPx0oJdMr0uG6Yt9xI3GkCMGqKmuhJtL9x+L03/VqgcAjEchr5DMSHQH8lrQ1Rk1+x0GEFd+Xc7dBqa0eDFfLlEeXeIlluheTTyevP6RXbJvEWP"
        + "ZBsDuXhK44HkzdQ1PKIy+zzpWUhouUC1QiuFFUOLkihOKas0I19A6Huns4XxfMTrl+jdSJ0azt3qMYchhMLPL10p49dsAQAA"

    /// A mebibyte and one byte of zeros in gzip: a thousand times shorter than what it holds.
    static let bomb =
        "H4sIAAAAAAACA+3BMQEAAADCoPVPbQhfo" + String(repeating: "A", count: 1355) + "TgMoi6TGAQAQAA=="
    /// A string of just a mebibyte, its quotation marks included, in gzip.
    static let largest =
        "H4sIAAAAAAACA+3BsQAAAAACMJfM8pcIondbCg" + String(repeating: "A", count: 1352) + "BwyQCO/lmkAAAQAA=="
}
