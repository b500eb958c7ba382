/// Requests in, gRPC or HTTP out.
@NullMarked
package dev.kiban.gateway;

import org.jspecify.annotations.NullMarked;
