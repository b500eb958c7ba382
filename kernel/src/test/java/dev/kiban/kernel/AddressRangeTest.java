package dev.kiban.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/8, ::ffff:10.1.2.3, true",
        "10.0.0.0/8, ::10.1.2.3, false",
        "203.0.113.7, 203.0.113.7, true",
        "203.0.113.7, 203.0.113.8, false",
        "203.0.113.6/31, 203.0.113.7, true",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, ::1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "2001:db8::/65, 2001:db8::7fff:0:0:1, true",
        "2001:db8::/65, 2001:db8::8000:0:0:1, false",
        "::/0, 2001:db8::1, true",
        "::/0, 10.0.0.1, false",
        "::/0, ::ffff:10.0.0.1, false",
        "::1, ::1, true",
        "::ffff:10.0.0.0/104, 10.1.2.3, true",
        "::ffff:10.0.0.0/104, 11.1.2.3, false"
    })
    void hasTheAddressesThatBeginAlike(String range, String address, boolean has) {
        assertThat(AddressRange.parse(range).orElseThrow().has(address(address))).isEqualTo(has);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "10.0.0/8",
                "10.0.0.0.0/8",
                "010.0.0.0/8",
                "10.0.0.256",
                "1",
                "::/129",
                ":::1",
                "1::2::3",
                "fe80::1%eth0",
                "[::1]",
                "::ffff:10.0.0.0/95",
                "localhost",
                "10.0.0.0 /8",
                "12345::1"
            })
    void isNotReadFromWhatIsNone(String text) {
        assertThat(AddressRange.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3/8, 10.0.0.0/8",
        "2001:db8::1/32, 2001:db8:0:0:0:0:0:0/32",
        "::ffff:10.1.2.3/128, 10.1.2.3",
        "10.1.2.3/32, 10.1.2.3"
    })
    void printsAsPeopleWriteIt(String text, String printed) {
        assertThat(AddressRange.parse(text).orElseThrow()).hasToString(printed);
    }

    @Test
    void readsWhatTheJdkPrints() throws Exception {
        InetAddress printed = InetAddress.getByName("2001:db8:0:1::ff");

        assertThat(IpAddress.parse(printed.getHostAddress()))
                .contains(IpAddress.of(printed))
                .contains(address("2001:db8:0:1:0:0:0:ff"));
    }

    @Property
    void hasExactlyThoseOfItsSize(
            @ForAll int base, @ForAll int other, @ForAll @IntRange(max = 32) int bits) {
        IpAddress first = v4(base);
        AddressRange range = AddressRange.parse(first + "/" + bits).orElseThrow();
        int mask = bits == 0 ? 0 : -1 << (32 - bits);

        assertThat(range.has(first)).isTrue();
        assertThat(range.has(v4(other))).isEqualTo((base & mask) == (other & mask));
        assertThat(AddressRange.parse(range.toString())).contains(range);
    }

    private static IpAddress v4(int bits) {
        return new IpAddress(0, 0xFFFF_0000_0000L | Integer.toUnsignedLong(bits));
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }
}
