/// Kubernetes, as far as this program asks it: which pods are behind a service.
///
/// Start at [KubeCluster][dev.kiban.runtime.kube.KubeCluster].
@NullMarked
package dev.kiban.runtime.kube;

import org.jspecify.annotations.NullMarked;
