/// The push service: a queue of messages in a database of its own, and the worker that sends them.
///
/// Its database has a weakness, which makes it a good example: each push counts itself in the one
/// row of its campaign, and holds that row until it is sent. Start at
/// [PushServer][dev.kiban.fleamarket.push.PushServer].
@NullMarked
package dev.kiban.fleamarket.push;

import org.jspecify.annotations.NullMarked;
