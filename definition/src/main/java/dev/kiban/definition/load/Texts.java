package dev.kiban.definition.load;

import dev.kiban.definition.Address;
import dev.kiban.definition.Location;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.shape.Findings.Reference;
import dev.kiban.definition.shape.Reading;
import dev.kiban.definition.shape.TextRule;
import dev.kiban.definition.shape.TextShape;
import dev.kiban.kernel.AddressRange;
import dev.kiban.kernel.IpAddress;
import dev.kiban.kernel.Label;
import dev.kiban.kernel.PaceName;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.Share;
import dev.kiban.kernel.SloName;
import dev.kiban.kernel.TeamName;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// The kinds of text that definitions are made of.
final class Texts {
    private static final String LABEL_NOUN =
            "lower-case letters, digits and '-', with a letter or digit at both ends";
    private static final String IDENTIFIER = "[A-Za-z_][A-Za-z0-9_]*";
    static final TextRule LABEL = TextRule.matching(Label.PATTERN).upTo(Label.MAX_LENGTH);

    static final TextShape<String> NAME = name(Function.identity());
    static final TextShape<TeamName> TEAM_NAME = name(TeamName::new);
    static final TextShape<ServiceName> SERVICE_NAME = name(ServiceName::new);
    static final TextShape<SloName> SLO_NAME = name(SloName::new);
    static final TextShape<PaceName> PACE_NAME = name(PaceName::new);

    /// A team that must exist.
    static final TextShape<TeamName> TEAM =
            new TextShape<>(
                    "the name of a Team",
                    LABEL,
                    (text, at, reading) -> {
                        reading.findings().add(new Reference(TeamKind.NAME, text, at));
                        return Optional.of(new TeamName(text));
                    });

    /// A pace that must exist.
    static final TextShape<PaceName> PACE =
            new TextShape<>(
                    "the name of a Pace",
                    LABEL,
                    (text, at, reading) -> {
                        reading.findings().add(new Reference(PaceKind.NAME, text, at));
                        return Optional.of(new PaceName(text));
                    });

    /// In lower case, however it is written.
    static final TextShape<String> HEADER =
            new TextShape<>(
                    "the name of a header such as x-tenant",
                    TextRule.matching("[A-Za-z0-9!#$%&'*+.^_`|~-]+"),
                    (text, _, _) -> Optional.of(text.toLowerCase(Locale.ROOT)));

    static final TextShape<String> LINE =
            TextShape.of("a line of text", TextRule.matching("[^\\r\\n]+"));
    static final TextShape<String> PARAGRAPHS =
            TextShape.of("text", TextRule.matching("[\\s\\S]*").upTo(TextRule.PARAGRAPHS));
    static final TextShape<String> EMAIL =
            TextShape.of(
                    "an email address such as item@example.com",
                    TextRule.matching("[^@\\s]+@[^@\\s]+"));
    static final TextShape<String> GRPC_SERVICE =
            TextShape.of(
                    "the full name of a gRPC service such as fleamarket.item.v1.ItemService",
                    TextRule.matching(IDENTIFIER + "(\\." + IDENTIFIER + ")*"));
    static final TextShape<String> GRPC_METHOD =
            TextShape.of(
                    "the simple name of a gRPC method such as GetItem",
                    TextRule.matching(IDENTIFIER));

    static final TextShape<URI> URL =
            new TextShape<>(
                    "a URL that starts with https:// or http://",
                    TextRule.matching("https?://[^\\s/?#]+\\S*").upTo(2_000),
                    Texts::parseUrl);

    static final TextShape<Address> ADDRESS =
            new TextShape<>(
                    "host:port such as 127.0.0.1:9101, item.internal:443 or [::1]:9101",
                    TextRule.matching(AddressText.PATTERN),
                    AddressText::parse);

    /// A part of all, in whole percents.
    static final TextShape<Integer> PERCENT =
            new TextShape<>(
                    "a whole percentage such as 20%",
                    TextRule.matching("(100|[1-9]?[0-9])%"),
                    (text, _, _) ->
                            Optional.of(Integer.valueOf(text.substring(0, text.length() - 1))));

    /// A part of all, in millionths.
    static final TextShape<Share> SHARE =
            new TextShape<>(
                    "a share such as 5%, 0.01% or 100ppm",
                    TextRule.matching(Share.MILLIONTHS), Texts::parseShare);

    /// Addresses that begin alike. Written with other bits than count, it is one address or all of
    /// its network, and nobody knows which was meant.
    static final TextShape<AddressRange> ADDRESS_RANGE =
            new TextShape<>(
                    "an IP address or a range such as 10.0.0.0/8 or 2001:db8::/32",
                    TextRule.matching("[0-9A-Fa-f.:]{2,45}(/[0-9]{1,3})?"),
                    Texts::parseRange);

    static final TextShape<String> HOST =
            TextShape.of("a DNS name such as item.internal", TextRule.matching(AddressText.NAME));

    /// An existing file, inside the definitions directory.
    static final TextShape<Path> FILE =
            new TextShape<>(
                    "the path of a file, relative to this one",
                    TextRule.matching("[^\\r\\n]+"),
                    (text, at, reading) -> reading.paths().file(text, at, reading));

    /// An existing folder, inside the definitions directory.
    static final TextShape<Path> FOLDER =
            new TextShape<>(
                    "the path of a folder, relative to this file's",
                    TextRule.matching("[^\\r\\n]+"),
                    (text, at, reading) -> reading.paths().folder(text, at, reading));

    private Texts() {}

    /// A duration within bounds, both included.
    static TextShape<Duration> duration(Duration min, Duration max) {
        return new TextShape<>(
                "a duration such as 5s, 250ms or 1m30s",
                TextRule.matching(DurationText.PATTERN),
                (text, at, reading) -> {
                    Duration duration = DurationText.parse(text);
                    if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
                        reading.report(
                                at,
                                ProblemCode.OUT_OF_RANGE,
                                "must be from %s to %s, found %s"
                                        .formatted(
                                                DurationText.print(min),
                                                DurationText.print(max),
                                                text));
                        return Optional.empty();
                    }
                    return Optional.of(duration);
                });
    }

    /// A number of bytes from 1 to a bound.
    static TextShape<Integer> size(int maxBytes) {
        return size(1, maxBytes);
    }

    /// A number of bytes within bounds, both included.
    static TextShape<Integer> size(int minBytes, int maxBytes) {
        return new TextShape<>(
                "a number of bytes such as 4Mi, 512Ki or 1000",
                TextRule.matching(SizeText.PATTERN).orWholeNumbers(),
                (text, at, reading) -> {
                    long bytes = SizeText.parse(text);
                    if (bytes < minBytes || bytes > maxBytes) {
                        reading.report(
                                at,
                                ProblemCode.OUT_OF_RANGE,
                                "must be from %s to %s, found %s"
                                        .formatted(
                                                SizeText.print(minBytes),
                                                SizeText.print(maxBytes),
                                                text));
                        return Optional.empty();
                    }
                    return Optional.of((int) bytes);
                });
    }

    private static Optional<Share> parseShare(String text, Location at, Reading reading) {
        try {
            return Optional.of(Share.parseMillionths(text));
        } catch (IllegalArgumentException e) {
            reading.report(at, ProblemCode.OUT_OF_RANGE, "must be at most 100%, found " + text);
            return Optional.empty();
        }
    }

    private static Optional<AddressRange> parseRange(String text, Location at, Reading reading) {
        Optional<AddressRange> range = AddressRange.parse(text);
        if (range.isEmpty()) {
            reading.report(
                    at,
                    ProblemCode.BAD_VALUE,
                    "must have a real IP address, found '%s'".formatted(text));
            return Optional.empty();
        }
        String address = text.replaceFirst("/.*", "");
        if (!IpAddress.parse(address).equals(range.map(AddressRange::first))) {
            reading.report(
                    at,
                    ProblemCode.BAD_VALUE,
                    "must begin with the first address of the range: write %s, or %s alone"
                            .formatted(range.get(), address));
            return Optional.empty();
        }
        return range;
    }

    private static <T> TextShape<T> name(Function<String, T> make) {
        return new TextShape<>(LABEL_NOUN, LABEL, (text, _, _) -> Optional.of(make.apply(text)));
    }

    /// Reads what looks like a URL.
    static Optional<URI> parseUrl(String text, Location at, Reading reading) {
        try {
            URI url = new URI(text);
            if (url.getHost() == null) {
                reading.report(
                        at, ProblemCode.BAD_VALUE, "must name a host, found '%s'".formatted(text));
            } else if (url.getRawUserInfo() != null) {
                reading.report(
                        at,
                        ProblemCode.BAD_VALUE,
                        "must not have a user or password in it: definitions are no place for secrets");
            } else {
                return Optional.of(url);
            }
        } catch (URISyntaxException e) {
            reading.report(
                    at,
                    ProblemCode.BAD_VALUE,
                    "must be a URL: %s at character %d".formatted(e.getReason(), e.getIndex() + 1));
        }
        return Optional.empty();
    }
}
