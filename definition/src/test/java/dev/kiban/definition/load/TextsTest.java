package dev.kiban.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Address;
import dev.kiban.definition.Location;
import dev.kiban.definition.shape.Findings;
import dev.kiban.definition.shape.Reading;
import dev.kiban.definition.shape.RelativePaths;
import dev.kiban.definition.yaml.FileProblems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
    private static final Path FILE = Path.of("item.yaml");

    @Property
    void durationsReadBackAsTheyArePrinted(
            @ForAll @LongRange(min = 0, max = 1L << 50) long millis) {
        String text = DurationText.print(Duration.ofMillis(millis));

        assertThat(text).matches(DurationText.PATTERN);
        assertThat(DurationText.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({
        "5s,5000",
        "250ms,250",
        "1m30s,90000",
        "1h,3600000",
        "90m,5400000",
        "1s5ms,1005",
        "0s,0"
    })
    void durationsAreHoursToMilliseconds(String text, long millis) {
        assertThat(text).matches(DurationText.PATTERN);
        assertThat(DurationText.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "s",
                "5 s",
                "-5s",
                "1.5s",
                "5S",
                "5ms3s",
                "5s5s",
                "1d",
                "1000000000s"
            })
    void nothingElseIsADuration(String text) {
        assertThat(text).doesNotMatch(DurationText.PATTERN);
    }

    @Property
    void sizesReadBackAsTheyArePrinted(@ForAll @LongRange(min = 0, max = 1L << 32) long bytes) {
        String text = SizeText.print(bytes);

        assertThat(text).matches(SizeText.PATTERN);
        assertThat(SizeText.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"4Mi,4194304", "512Ki,524288", "1Gi,1073741824", "1000,1000", "0,0"})
    void sizesArePowersOf1024(String text, long bytes) {
        assertThat(text).matches(SizeText.PATTERN);
        assertThat(SizeText.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4M", "4MB", "4MiB", "4 Mi", "-1", "1.5Mi", "Mi", "4mi", "4Ti"})
    void nothingElseIsASize(String text) {
        assertThat(text).doesNotMatch(SizeText.PATTERN);
    }

    @Property
    void addressesReadBackAsTheyArePrinted(
            @ForAll @IntRange(min = 0, max = 255) int octet,
            @ForAll @IntRange(min = 1, max = 65_535) int port) {
        Address ipv4 = new Address("10.0." + octet + ".1", port);
        Address ipv6 = new Address("fd00::%x".formatted(octet), port);

        assertThat(address(ipv4.toString())).contains(ipv4);
        assertThat(address(ipv6.toString())).contains(ipv6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:1",
                "item.internal:443",
                "item_v2:80",
                "a.b.c.:1",
                "1.2.3.4:80",
                "[::]:1",
                "[::ffff:1.2.3.4]:80",
                "[2001:db8::1]:65535",
                "7up.example:80",
                "xn--bcher-kva.example:80"
            })
    void takesNamesAndAddresses(String text) {
        assertThat(address(text)).map(Address::toString).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                ":80",
                "localhost:",
                "localhost:0",
                "localhost:65536",
                "localhost:http",
                "http://localhost:80",
                "::1:80",
                "[::1]",
                "[::1:80",
                "[1.2.3.4]:80",
                "[:::]:80",
                "[1::2::3]:80",
                "[12345::]:80",
                "1.2.3:80",
                "1.2.3.256:80",
                "999:80",
                "a..b:80",
                "-a:80",
                "a-:80",
                "a b:80",
                "[fe80::1%eth0]:80",
                "a:80/",
                "a:+80"
            })
    void takesNothingElse(String text) {
        assertThat(address(text)).isEmpty();
    }

    private static Optional<Address> address(String text) {
        Reading reading = Reading.of(new FileProblems(FILE), new Findings(), RelativePaths.ANY);
        return text.matches(AddressText.PATTERN)
                ? AddressText.parse(text, new Location(FILE, 1, 1), reading)
                : Optional.empty();
    }
}
