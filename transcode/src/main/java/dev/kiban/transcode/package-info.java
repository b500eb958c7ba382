/// JSON and protobuf wire bytes into each other, straight from one byte array into another, by
/// tables compiled from descriptors at run time. Pure: no I/O, no threads, no generated code, and
/// nothing but protobuf-java (for the descriptors).
///
/// Start at [Schema]: it compiles a descriptor set. [JsonToWire] and [WireToJson] translate by it;
/// both may be shared between threads, and each call holds its own state. What a client got wrong
/// comes out as a [Refusal].
///
/// Inside: [MessageTable] and [FieldEntry] are the tables. The names that begin with `Json` read
/// JSON and write wire bytes; the names that begin with `Wire` read wire bytes and print JSON.
@NullMarked
package dev.kiban.transcode;

import org.jspecify.annotations.NullMarked;
