package dev.kiban.bench.sidebyside;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/**
 * The same items as JSON and as protobuf. Request and reply are alike, so that both directions cost
 * something.
 *
 * <p>The wire bytes are written by hand: the peers' upstream needs no library, and
 * `side_by_side.proto` has three plain fields.
 */
enum Payload {
    /** One item, about 100 bytes of JSON. */
    SMALL("/v1/items", "dev.kiban.bench.Shop/PutItem"),
    /** Thirty items, about 3 kB of JSON. */
    LARGE("/v1/pages", "dev.kiban.bench.Shop/PutPage");

    private static final int ITEMS_OF_A_PAGE = 30;
    private static final int LENGTH_DELIMITED = 2;

    private final String path;
    private final String rpc;

    Payload(String path, String rpc) {
        this.path = path;
        this.rpc = rpc;
    }

    /** Where the JSON is posted to. */
    String path() {
        return path;
    }

    String rpc() {
        return rpc;
    }

    byte[] json() {
        return (this == SMALL ? itemJson(0) : pageJson()).getBytes(UTF_8);
    }

    byte[] wire() {
        return this == SMALL ? itemWire(0) : pageWire();
    }

    /** The message with the five bytes that gRPC puts before it. */
    byte[] frame() {
        byte[] message = wire();
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0);
        for (int shift = 24; shift >= 0; shift -= 8) {
            frame.write(message.length >>> shift);
        }
        frame.writeBytes(message);
        return frame.toByteArray();
    }

    private static String id(int number) {
        return String.format(Locale.ROOT, "m%08d", 48_151_623 + number);
    }

    private static String title(int number) {
        return "Wool coat, worn twice, number " + number;
    }

    private static int price(int number) {
        return 4_200 + number;
    }

    private static String itemJson(int number) {
        return "{\"id\":\"%s\",\"title\":\"%s\",\"priceYen\":%d,\"seller\":\"user-%d\"}"
                .formatted(id(number), title(number), price(number), price(number));
    }

    private static String pageJson() {
        StringBuilder page = new StringBuilder("{\"items\":[");
        for (int number = 0; number < ITEMS_OF_A_PAGE; number++) {
            page.append(number == 0 ? "" : ",").append(itemJson(number));
        }
        return page.append("]}").toString();
    }

    private static byte[] itemWire(int number) {
        ByteArrayOutputStream item = new ByteArrayOutputStream();
        field(item, 1, id(number).getBytes(UTF_8));
        field(item, 2, title(number).getBytes(UTF_8));
        item.write(3 << 3);
        varint(item, price(number));
        field(item, 4, ("user-" + price(number)).getBytes(UTF_8));
        return item.toByteArray();
    }

    private static byte[] pageWire() {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        for (int number = 0; number < ITEMS_OF_A_PAGE; number++) {
            field(page, 1, itemWire(number));
        }
        return page.toByteArray();
    }

    private static void field(ByteArrayOutputStream out, int number, byte[] value) {
        out.write(number << 3 | LENGTH_DELIMITED);
        varint(out, value.length);
        out.writeBytes(value);
    }

    private static void varint(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest > 0x7f) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
