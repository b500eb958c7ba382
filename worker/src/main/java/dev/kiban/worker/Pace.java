package dev.kiban.worker;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whom a worker asks before each job.
///
/// ```java
/// Pace.at("http://localhost:8090/pace/push").with("x-medium", "push").handingOn("x-sender")
/// ```
///
/// @param url of the pace
/// @param headers of each ask
/// @param fromJob names of the headers that an ask has from its job, in lower case
/// @param held the longest that an ask waits for its answer: more than `wait` of the pace
public record Pace(
        URI url,
        Map<String, String> headers,
        Set<String> fromJob,
        WhenAway whenAway,
        Duration held) {
    /// Longer than a pace holds a caller, unless its definition says otherwise.
    private static final Duration USUALLY_HELD = Duration.ofSeconds(75);

    public Pace {
        headers = Map.copyOf(headers);
        fromJob = Set.copyOf(fromJob);
        if (!String.valueOf(url.getScheme()).matches("https?") || url.getQuery() != null) {
            throw new IllegalArgumentException(
                    "'%s' is no pace: write it like http://localhost:8090/pace/push"
                            .formatted(url));
        }
    }

    /// A pace by its URL, such as `http://localhost:8090/pace/push`.
    public static Pace at(String url) {
        return new Pace(URI.create(url), Map.of(), Set.of(), new WhenAway.Waits(), USUALLY_HELD);
    }

    /// Each ask has this header, such as `x-api-key`.
    public Pace with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Pace(url, more, fromJob, whenAway, held);
    }

    /// Each ask has these headers of its job, where the job has them.
    public Pace handingOn(String... names) {
        return new Pace(
                url,
                headers,
                Stream.of(names)
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()),
                whenAway,
                held);
    }

    /// While nobody answers, jobs start at this rate in each process.
    public Pace whenAwayGoOn(double jobsASecond) {
        return new Pace(url, headers, fromJob, new WhenAway.GoesOn(jobsASecond), held);
    }

    /// An ask waits so long for its answer.
    public Pace held(Duration longest) {
        return new Pace(url, headers, fromJob, whenAway, longest);
    }

    /// Headers may be secrets.
    @Override
    public String toString() {
        return url.toString();
    }
}
