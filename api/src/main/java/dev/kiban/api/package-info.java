/// Our own API over HTTP and JSON: the protos of `kiban.api.v1`, through the transcoder.
///
/// Start at [ApiServer][dev.kiban.api.ApiServer], which takes a call from its bytes to its answer.
/// What it is answered from comes in as a [Desk][dev.kiban.api.Desk] and a
/// [Landscape][dev.kiban.api.Landscape]. One class for each service of the protos knows its calls;
/// [ServiceDoor][dev.kiban.api.ServiceDoor] knows who may ask about which service.
@NullMarked
package dev.kiban.api;

import org.jspecify.annotations.NullMarked;
