package dev.kiban.runtime.kube;

import java.util.List;

/// Hears which pods there are. On one thread at a time.
public interface PodListener {

    /// These are all that can be sent requests.
    void found(List<PodAddress> pods);

    /// It is not known what there is now; that is tried again.
    void failed(String reason);
}
