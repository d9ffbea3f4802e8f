#pragma once

#include <zlib.h>

// inflateInit2 is a macro, which Swift does not see. 16 more than the window's bits: a gzip member, and nothing else.
static inline int divert_inflateInitGzip(z_streamp stream) {
    return inflateInit2(stream, 16 + MAX_WBITS);
}
