/// The gateway's pages on the admin port: what it counts, whether it lives and is ready, its
/// routes, and what is wrong with its definitions. `docs/reference/admin.md` describes them.
@NullMarked
package dev.kiban.gateway.admin;

import org.jspecify.annotations.NullMarked;
