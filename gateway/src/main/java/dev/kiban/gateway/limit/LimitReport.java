package dev.kiban.gateway.limit;

import dev.kiban.runtime.http.ConnectionReport;

/// Hears what did not get in because of a limit, on any thread.
public interface LimitReport extends ConnectionReport {
    /// Nobody listens.
    LimitReport NONE =
            new LimitReport() {
                @Override
                public void opened() {}

                @Override
                public void ended() {}

                @Override
                public void closed(Reason reason) {}
            };
}
