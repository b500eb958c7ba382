/// What `google.api.http` costs a request: finding its route, and binding URL and body to a
/// message. `bench/http` runs it.
@NullMarked
package dev.kiban.bench.http;

import org.jspecify.annotations.NullMarked;
