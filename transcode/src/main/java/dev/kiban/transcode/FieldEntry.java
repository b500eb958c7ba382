package dev.kiban.transcode;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One field of a message, with all that translating it needs worked out beforehand.
final class FieldEntry {

    /// How many values the field holds.
    enum Shape {
        SINGULAR,
        REPEATED,
        MAP
    }

    final FieldDescriptor descriptor;
    final int number;

    /// The name in paths and masks: as in the `.proto` file, or `[full.name]` for an extension.
    final String name;

    final String jsonName;

    /// The names as they are printed, and as they are looked for first.
    final Verbatim jsonKey;

    final Verbatim protoKey;
    final JsonKey expectedKey;
    final Kind kind;
    final int wireType;
    final boolean isScalar;

    /// The tag, if the field is one scalar, as most are: no list, in no oneof, and no value of it
    /// is unknown. Otherwise 0, which is no tag.
    final int plainTag;

    final Shape shape;

    /// A singular field without presence: its zero value is the same as no value and is not
    /// written.
    final boolean implicit;

    /// Whether its values are written behind one tag and length; and whether they may be read so.
    final boolean packed;

    final boolean packable;

    /// The tag in front of each value, and the one in front of packed values.
    final int tag;

    final int packedTag;

    /// The tag as it is written: [ByteSink#tag] writes the two.
    final long tagWord;

    final int tagSize;

    /// Where the field is in the list of its message, which is also its bit in [SeenFields].
    final int slot;

    /// A word with that bit, modulo 64.
    final long bit;

    /// The bit of the oneof that the field is a member of, or -1.
    final int oneofSlot;

    /// Has a value though it is not in the message: an empty list or map, or zero where there is no
    /// presence.
    final boolean printedWhenAbsent;

    /// An enum whose unknown numbers count as unknown fields.
    final boolean closedEnum;

    /// A JSON null is a value of this field rather than its absence.
    final boolean takesNull;

    /// The field that comes next in the order of the schema, or null. Filled by
    /// [MessageTable#link].
    @Nullable FieldEntry following;

    private final @Nullable MessageTable message;
    private final @Nullable EnumTable enumeration;
    private final @Nullable Scalar scalar;

    FieldEntry(FieldDescriptor descriptor, int slot, int firstOneofSlot, Tables tables) {
        this.descriptor = descriptor;
        this.slot = slot;
        bit = 1L << slot;
        number = descriptor.getNumber();
        name =
                descriptor.isExtension()
                        ? "[" + descriptor.getFullName() + "]"
                        : descriptor.getName();
        jsonName = descriptor.isExtension() ? name : descriptor.getJsonName();
        jsonKey = Verbatim.key(jsonName);
        protoKey = Verbatim.key(name);
        expectedKey = new JsonKey(jsonKey);
        kind = Kind.of(descriptor);
        wireType = kind.wireType;
        isScalar = !kind.isMessage();
        shape = shape(descriptor);
        implicit = shape == Shape.SINGULAR && !descriptor.hasPresence();
        printedWhenAbsent = !descriptor.hasPresence() && !descriptor.isExtension();
        packed = descriptor.isPacked();
        packable = descriptor.isPackable();
        tag = WireType.tag(number, kind.wireType);
        packedTag = WireType.tag(number, WireType.LENGTH);
        tagSize = ByteSink.varintSize(tag);
        tagWord = word(tag);
        OneofDescriptor oneof = descriptor.getRealContainingOneof();
        oneofSlot = oneof == null ? -1 : firstOneofSlot + oneof.getIndex();
        message = kind.isMessage() ? tables.message(descriptor.getMessageType()) : null;
        scalar = kind.isMessage() ? null : Scalar.of(descriptor, tables);
        enumeration = kind == Kind.ENUM ? tables.enumeration(descriptor.getEnumType()) : null;
        closedEnum = enumeration != null && enumeration.closed;
        boolean isPlain = isScalar && shape == Shape.SINGULAR && oneofSlot < 0 && !closedEnum;
        plainTag = isPlain ? tag : 0;
        takesNull =
                (enumeration != null && enumeration.isNull)
                        || (message != null && message.wellKnown == WellKnown.VALUE);
    }

    private static long word(int tag) {
        ByteSink sink = new ByteSink(Long.BYTES);
        sink.varint32(tag);
        sink.fixed32(0);
        return (long) Words.LONG.get(sink.array(), 0);
    }

    private static Shape shape(FieldDescriptor descriptor) {
        if (descriptor.isMapField()) {
            return Shape.MAP;
        }
        return descriptor.isRepeated() ? Shape.REPEATED : Shape.SINGULAR;
    }

    /// A singular message without a JSON form of its own, so that paths may lead through it.
    boolean isPlainMessage() {
        return shape == Shape.SINGULAR && message != null && message.wellKnown == WellKnown.NONE;
    }

    /// A message of this well-known type.
    boolean isWellKnown(WellKnown type) {
        return message != null && message.wellKnown == type;
    }

    /// Whether values of this field can stand behind this tag, which has the field's number.
    boolean accepts(int wireTag) {
        return wireTag == tag || (packable && wireTag == packedTag);
    }

    /// The table of a message field.
    MessageTable message() {
        return Objects.requireNonNull(message);
    }

    /// How the values of a field that is not a message are read and printed.
    Scalar scalar() {
        return Objects.requireNonNull(scalar);
    }

    /// The table of an enum field.
    EnumTable enumeration() {
        return Objects.requireNonNull(enumeration);
    }

    /// The key of a map field.
    FieldEntry mapKey() {
        return message().fields[0];
    }

    /// The value of a map field.
    FieldEntry mapValue() {
        return message().fields[1];
    }
}
