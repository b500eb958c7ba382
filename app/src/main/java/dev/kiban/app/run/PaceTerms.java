package dev.kiban.app.run;

import dev.kiban.kernel.PaceName;
import java.net.URI;
import java.util.Map;

/// Which pace is asked before a command starts.
///
/// @param at where it is asked, without a path
/// @param headers what the job is, and who asks
public record PaceTerms(PaceName name, URI at, Map<String, String> headers) {
    public PaceTerms {
        if (!"http".equals(at.getScheme()) && !"https".equals(at.getScheme())) {
            throw new IllegalArgumentException(
                    "--pace-at must be http://… or https://…, and not '%s'".formatted(at));
        }
        headers = Map.copyOf(headers);
    }

    /// Without the headers: one may be a key.
    @Override
    public String toString() {
        return "%s at %s".formatted(name, at);
    }
}
