/// What `kiban up` shows on a machine where nobody has sent a request yet: visitors, and a
/// made-up past. Start at
/// [DemoOptions][dev.kiban.app.demo.DemoOptions].
@NullMarked
package dev.kiban.app.demo;

import org.jspecify.annotations.NullMarked;
