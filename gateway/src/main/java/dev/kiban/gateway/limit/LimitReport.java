package dev.kiban.gateway.limit;

import dev.kiban.runtime.http.ConnectionReport;
import java.time.Duration;

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

                @Override
                public void late(int loop, Duration by) {}

                @Override
                public void shed(String service, String route) {}

                @Override
                public void kept(long bytes) {}

                @Override
                public void noRoom(String service) {}
            };

    /// The most that an event loop was late in the last second.
    void late(int loop, Duration by);

    /// A request was refused because its loop cannot keep up.
    ///
    /// @param route as metrics call it
    void shed(String service, String route);

    /// So much of request bodies is kept now, in all loops.
    void kept(long bytes);

    /// A request was refused because there was no room for its body.
    void noRoom(String service);
}
