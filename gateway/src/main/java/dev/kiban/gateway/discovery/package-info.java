/// Which endpoints a backend has, where the definitions do not name them: by DNS, or by Kubernetes.
///
/// Start at [Discovery][dev.kiban.gateway.discovery.Discovery]. Whoever is asked may be slow or
/// away: that happens on threads beside the data path, which goes on with what was known last.
@NullMarked
package dev.kiban.gateway.discovery;

import org.jspecify.annotations.NullMarked;
