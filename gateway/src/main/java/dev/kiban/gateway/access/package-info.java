/// Who may call: what the definitions say of a route, compiled, and what it says of one request.
///
/// A package of its own, since it decides and does not serve: values in, values out, for the data
/// path as for who asks why. Start at [Access][dev.kiban.gateway.access.Access].
@NullMarked
package dev.kiban.gateway.access;

import org.jspecify.annotations.NullMarked;
