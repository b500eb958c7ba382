package dev.kiban.transcode;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Makes messages of any type, full of borderline values, that JSON can say.
final class RandomMessages {

    private static final long MAX_TIMESTAMP = 253_402_300_799L;
    private static final long MIN_TIMESTAMP = -62_135_596_800L;
    private static final long MAX_DURATION = 315_576_000_000L;
    private static final int MAX_DEPTH = 4;
    private static final int NANOS = 1_000_000_000;

    private static final long[] LONGS = {
        0,
        1,
        -1,
        127,
        128,
        255,
        300,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 32,
        1L << 53,
        9_999_999_999_999_999L,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };
    private static final double[] DOUBLES = {
        0,
        -0.0,
        1,
        -1.5,
        0.1,
        1e-7,
        123456.789,
        1e15,
        1e16,
        1e21,
        1e22,
        1e23,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        9007199254740992.0,
        0.3,
        2.0 / 3,
        35.689487
    };
    private static final String[] TEXTS = {
        "",
        "a",
        "1234567",
        "12345678",
        "123456789",
        "fifteen letters",
        "sixteen letters.",
        "seventeen letters",
        "\"quoted\"",
        "back\\slash",
        "tab\tnew\nline",
        "\u0000\u001f\u007f",
        "é",
        "日本語のテキスト",
        "😀 and 👩‍👩‍👧",
        "\u2028\u2029",
        "\ud7ff\ue000",
        "日本語 mixed with ASCII, long enough for words",
        "</script>"
    };

    private final Random random;
    private final List<Descriptor> anyTypes;
    private final boolean finite;

    /// @param anyTypes what an `Any` may hold; none for no `Any` at all
    RandomMessages(Random random, List<Descriptor> anyTypes) {
        this(random, anyTypes, false);
    }

    /// @param finite no NaN and no infinities
    RandomMessages(Random random, List<Descriptor> anyTypes, boolean finite) {
        this.random = random;
        this.anyTypes = anyTypes;
        this.finite = finite;
    }

    DynamicMessage message(Descriptor type) {
        return message(type, 0);
    }

    private DynamicMessage message(Descriptor type, int depth) {
        DynamicMessage.Builder builder = DynamicMessage.newBuilder(type);
        int chance = 1 + random.nextInt(8);
        for (FieldDescriptor field : type.getFields()) {
            boolean wanted = field.isRequired() || random.nextInt(chance + 1) == 0;
            if (wanted && isSayable(field, depth)) {
                fill(builder, field, depth);
            }
        }
        return builder.build();
    }

    private boolean isSayable(FieldDescriptor field, int depth) {
        if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
            return true;
        }
        FieldDescriptor value =
                field.isMapField() ? field.getMessageType().findFieldByNumber(2) : field;
        if (value.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
            return true;
        }
        boolean isAny = value.getMessageType().getFullName().equals("google.protobuf.Any");
        return depth < MAX_DEPTH && (!isAny || !anyTypes.isEmpty());
    }

    private void fill(DynamicMessage.Builder builder, FieldDescriptor field, int depth) {
        if (!field.isRepeated()) {
            builder.setField(field, value(field, depth));
            return;
        }
        int count = random.nextInt(hasBooleanKeys(field) ? 3 : 4);
        for (int i = 0; i < count; i++) {
            if (field.isMapField()) {
                builder.addRepeatedField(field, entry(field, depth, i));
            } else {
                builder.addRepeatedField(field, value(field, depth));
            }
        }
    }

    /// There are only two different keys then.
    private static boolean hasBooleanKeys(FieldDescriptor field) {
        return field.isMapField()
                && field.getMessageType().findFieldByNumber(1).getJavaType()
                        == FieldDescriptor.JavaType.BOOLEAN;
    }

    /// An entry whose key no other entry has.
    private Message entry(FieldDescriptor map, int depth, int index) {
        FieldDescriptor key = map.getMessageType().findFieldByNumber(1);
        FieldDescriptor value = map.getMessageType().findFieldByNumber(2);
        Object keyValue =
                switch (key.getJavaType()) {
                    case STRING -> text() + index;
                    case INT -> index * 1000 - 1;
                    case LONG -> index * 10_000_000_000L - 1;
                    case BOOLEAN -> index % 2 == 0;
                    case FLOAT, DOUBLE, BYTE_STRING, ENUM, MESSAGE ->
                            throw new IllegalArgumentException(key.getFullName());
                };
        return DynamicMessage.newBuilder(map.getMessageType())
                .setField(key, keyValue)
                .setField(value, value(value, depth))
                .build();
    }

    private Object value(FieldDescriptor field, int depth) {
        return switch (field.getJavaType()) {
            case BOOLEAN -> random.nextBoolean();
            case INT -> (int) integer();
            case LONG -> integer();
            case FLOAT -> (float) decimal();
            case DOUBLE -> decimal();
            case STRING -> text();
            case BYTE_STRING -> bytes();
            case ENUM -> enumeration(field);
            case MESSAGE -> wellKnown(field.getMessageType(), depth + 1);
        };
    }

    private long integer() {
        return switch (random.nextInt(3)) {
            case 0 -> LONGS[random.nextInt(LONGS.length)];
            case 1 -> random.nextInt(2000) - 1000;
            default -> random.nextLong() >> random.nextInt(64);
        };
    }

    private double decimal() {
        double value =
                switch (random.nextInt(5)) {
                    case 0 -> DOUBLES[random.nextInt(DOUBLES.length)];
                    case 1 -> random.nextInt(1_000_000) / 100.0;
                    case 2 -> random.nextInt() / 1e7;
                    case 3 -> Double.longBitsToDouble(random.nextLong());
                    default -> random.nextBoolean() ? Double.NaN : Double.NEGATIVE_INFINITY;
                };
        return finite && !Float.isFinite((float) value) ? 0.5 : value;
    }

    private String text() {
        if (random.nextInt(3) > 0) {
            return TEXTS[random.nextInt(TEXTS.length)];
        }
        return random.ints(random.nextInt(40), 0, Character.MAX_CODE_POINT + 1)
                .map(c -> c >= 0xD800 && c <= 0xDFFF ? 'x' : random.nextBoolean() ? c : c % 128)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private ByteString bytes() {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }

    private EnumValueDescriptor enumeration(FieldDescriptor field) {
        if (field.getEnumType().getFullName().equals("google.protobuf.NullValue")) {
            return field.getEnumType().findValueByNumber(0);
        }
        if (!field.getEnumType().isClosed() && random.nextInt(4) == 0) {
            return field.getEnumType()
                    .findValueByNumberCreatingIfUnknown(random.nextInt(500) - 100);
        }
        List<EnumValueDescriptor> values = field.getEnumType().getValues();
        int number = values.get(random.nextInt(values.size())).getNumber();
        return field.getEnumType().findValueByNumber(number); // of several names, the first
    }

    private DynamicMessage wellKnown(Descriptor type, int depth) {
        return switch (type.getFullName()) {
            case "google.protobuf.Timestamp" -> timestamp(type);
            case "google.protobuf.Duration" -> duration(type);
            case "google.protobuf.FieldMask" -> mask(type);
            case "google.protobuf.Any" -> any(type, depth);
            case "google.protobuf.Value" -> anyValue(type, depth);
            case "google.protobuf.Struct", "google.protobuf.ListValue" ->
                    new RandomMessages(random, anyTypes, true).message(type, depth);
            default -> message(type, depth);
        };
    }

    private int nanos() {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> random.nextInt(1000) * 1_000_000;
            case 2 -> random.nextInt(1_000_000) * 1000;
            default -> random.nextInt(NANOS);
        };
    }

    private DynamicMessage timestamp(Descriptor type) {
        long seconds =
                random.nextBoolean()
                        ? random.nextLong(MIN_TIMESTAMP, MAX_TIMESTAMP + 1)
                        : random.nextInt(2_000_000_000);
        return moment(type, seconds, nanos());
    }

    private DynamicMessage duration(Descriptor type) {
        long seconds = random.nextBoolean() ? random.nextLong(MAX_DURATION) : random.nextInt(3);
        int sign = random.nextBoolean() ? 1 : -1;
        return moment(type, sign * seconds, sign * nanos());
    }

    private static DynamicMessage moment(Descriptor type, long seconds, int nanos) {
        return DynamicMessage.newBuilder(type)
                .setField(type.findFieldByName("seconds"), seconds)
                .setField(type.findFieldByName("nanos"), nanos)
                .build();
    }

    private DynamicMessage mask(Descriptor type) {
        DynamicMessage.Builder builder = DynamicMessage.newBuilder(type);
        String[] names = {"a", "foo_bar", "foo.bar_baz", "x.y.z", "with_several_words"};
        IntStream.range(0, random.nextInt(4))
                .forEach(
                        _ ->
                                builder.addRepeatedField(
                                        type.findFieldByName("paths"),
                                        names[random.nextInt(names.length)]));
        return builder.build();
    }

    private DynamicMessage any(Descriptor type, int depth) {
        Descriptor content = anyTypes.get(random.nextInt(anyTypes.size()));
        DynamicMessage message =
                depth < MAX_DEPTH
                        ? wellKnown(content, depth + 1)
                        : DynamicMessage.getDefaultInstance(content);
        return DynamicMessage.newBuilder(type)
                .setField(
                        type.findFieldByName("type_url"),
                        "type.googleapis.com/" + content.getFullName())
                .setField(type.findFieldByName("value"), message.toByteString())
                .build();
    }

    /// One member of the oneof, always: an unset `Value` is the same JSON as a null.
    private DynamicMessage anyValue(Descriptor type, int depth) {
        RandomMessages sayable = new RandomMessages(random, anyTypes, true);
        int member = depth < MAX_DEPTH ? 1 + random.nextInt(6) : 1 + random.nextInt(4);
        FieldDescriptor field = type.findFieldByNumber(member);
        return DynamicMessage.newBuilder(type).setField(field, sayable.value(field, depth)).build();
    }
}
