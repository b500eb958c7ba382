/// Our own API, the protos of `kiban.api.v1`, in two ways: over HTTP and JSON, through the
/// transcoder, and over gRPC, as it is.
///
/// Start at [Api][dev.kiban.api.Api], which takes a call to its answer, whichever way it came in.
/// [ApiOverHttp][dev.kiban.api.ApiOverHttp] and [GrpcServer][dev.kiban.api.GrpcServer] are the
/// ways.
/// What it is answered from comes in as a [Desk][dev.kiban.api.Desk] and a
/// [Landscape][dev.kiban.api.Landscape]. One class for each service of the protos knows its calls;
/// [ServiceDoor][dev.kiban.api.ServiceDoor] knows who may ask about which service.
@NullMarked
package dev.kiban.api;

import org.jspecify.annotations.NullMarked;
