/// Asks over gRPC: `kiban.pace.v1.AskService`, on the port and with the rules of asks over HTTP.
///
/// Start at [RpcDoor][dev.kiban.pace.rpc.RpcDoor]. Nothing here waits: who is held costs a stream
/// of its connection, and a few hundred bytes.
@NullMarked
package dev.kiban.pace.rpc;

import org.jspecify.annotations.NullMarked;
