/// A past for services that have none, so that a first look at budgets has something to show.
///
/// Pure, and apart from the rules: services and a seed come in, counts and releases come out, as a
/// gateway and people would have told them. Start at
/// [DemoHistory][dev.kiban.slo.demo.DemoHistory].
@NullMarked
package dev.kiban.slo.demo;

import org.jspecify.annotations.NullMarked;
