/// What people can say about a gateway, its console and its budgets: the options that several
/// commands have in common, read into values. Start at
/// [GatewayOptions][dev.kiban.app.option.GatewayOptions].
@NullMarked
package dev.kiban.app.option;

import org.jspecify.annotations.NullMarked;
