/// The codec beside protobuf-java-util's `JsonFormat` with `DynamicMessage`, which is what a
/// program without generated code has otherwise. Start at [TranscodeTable]; `bench/transcode`
/// runs it.
@NullMarked
package dev.kiban.bench.transcode;

import org.jspecify.annotations.NullMarked;
