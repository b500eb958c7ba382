/// OpenAPI 3.1 of what the gateway exposes, made of the schemas and the definitions: so it says
/// what holds, and nobody has to keep it up to date. Start at
/// [OpenApi][dev.kiban.gateway.openapi.OpenApi].
@NullMarked
package dev.kiban.gateway.openapi;

import org.jspecify.annotations.NullMarked;
