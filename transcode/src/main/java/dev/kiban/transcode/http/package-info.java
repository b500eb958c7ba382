/// google.api.http on top of the codec: an HTTP request in, a request message out, and the reply.
///
/// Built once per plan: a [PathTemplate] says which paths a rule takes, the [RouteTable] finds the
/// rule of a request.
@NullMarked
package dev.kiban.transcode.http;

import org.jspecify.annotations.NullMarked;
