/// Tells of alerts over HTTP: an Alertmanager, or whoever takes a webhook.
///
/// A [Notification][dev.kiban.slo.Notification] comes in, and what became of it goes out. Who keeps
/// what was not taken, and asks again, is not here. Start at
/// [Alertmanager][dev.kiban.slo.deliver.Alertmanager].
@NullMarked
package dev.kiban.slo.deliver;

import org.jspecify.annotations.NullMarked;
