/// JSON and protobuf wire bytes into each other, and google.api.http rules. Pure.
@NullMarked
package dev.kiban.transcode;

import org.jspecify.annotations.NullMarked;
