package dev.kiban.fleamarket.item;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest.FieldViolation;
import dev.kiban.fleamarket.item.v1.Condition;
import dev.kiban.fleamarket.item.v1.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What an item must look like, and which of its fields a seller may set. All that is wrong is said
/// at once.
final class ItemRules {
    static final int MIN_PRICE_YEN = 300;
    static final int MAX_PRICE_YEN = 9_999_999;
    static final int MAX_TITLE = 80;
    static final int MAX_DESCRIPTION = 1_000;

    private static final Set<String> FOR_SELLERS =
            Set.of(
                    "title",
                    "title_en",
                    "description",
                    "price_yen",
                    "condition",
                    "seller",
                    "categories",
                    "attributes",
                    "shipping");

    private ItemRules() {}

    static List<FieldViolation> violations(Item item) {
        List<FieldViolation> violations = new ArrayList<>();
        checkTitle(item.getTitle(), violations);
        if (length(item.getTitleEn()) > MAX_TITLE) {
            violations.add(
                    violation("item.title_en", "must have at most " + MAX_TITLE + " characters"));
        }
        if (length(item.getDescription()) > MAX_DESCRIPTION) {
            violations.add(
                    violation(
                            "item.description",
                            "must have at most " + MAX_DESCRIPTION + " characters"));
        }
        if (item.getPriceYen() < MIN_PRICE_YEN || item.getPriceYen() > MAX_PRICE_YEN) {
            violations.add(
                    violation(
                            "item.price_yen",
                            "must be %,d to %,d yen, not %,d"
                                    .formatted(MIN_PRICE_YEN, MAX_PRICE_YEN, item.getPriceYen())));
        }
        if (item.getCondition() == Condition.UNRECOGNIZED) {
            violations.add(violation("item.condition", "must be one of the known conditions"));
        }
        return List.copyOf(violations);
    }

    /// What is wrong with a mask: each path must lead to something that sellers may set.
    static List<FieldViolation> violations(FieldMask mask) {
        return mask.getPathsList().stream()
                .flatMap(path -> maskProblem(path).stream())
                .map(problem -> violation("update_mask", problem))
                .toList();
    }

    /// The mask as given, or, if there is none, all the fields that the change sets.
    static FieldMask maskOf(FieldMask given, Item change) {
        if (given.getPathsCount() > 0) {
            return given;
        }
        FieldMask.Builder mask = FieldMask.newBuilder();
        change.getAllFields().keySet().stream()
                .map(FieldDescriptor::getName)
                .filter(FOR_SELLERS::contains)
                .forEach(mask::addPaths);
        return mask.build();
    }

    /// The item with the masked fields taken from the change, cleared where the change has none.
    static Item merge(Item item, Item change, FieldMask mask) {
        Item.Builder merged = item.toBuilder();
        mask.getPathsList().forEach(path -> copy(change, merged, path));
        return merged.build();
    }

    private static void copy(Message from, Message.Builder into, String path) {
        int dot = path.indexOf('.');
        if (dot > 0) {
            FieldDescriptor field = field(from.getDescriptorForType(), path.substring(0, dot));
            copy(
                    (Message) from.getField(field),
                    into.getFieldBuilder(field),
                    path.substring(dot + 1));
            return;
        }
        FieldDescriptor field = field(from.getDescriptorForType(), path);
        if (!field.hasPresence() || from.hasField(field)) {
            into.setField(field, from.getField(field));
        } else {
            into.clearField(field);
        }
    }

    static FieldViolation violation(String field, String description) {
        return FieldViolation.newBuilder().setField(field).setDescription(description).build();
    }

    private static void checkTitle(String title, List<FieldViolation> violations) {
        if (title.isBlank()) {
            violations.add(violation("item.title", "must not be empty"));
        } else if (length(title) > MAX_TITLE) {
            violations.add(
                    violation("item.title", "must have at most " + MAX_TITLE + " characters"));
        }
    }

    private static Optional<String> maskProblem(String path) {
        if (!leadsToField(Item.getDescriptor(), path)) {
            return Optional.of("'%s' is no field of an item".formatted(path));
        }
        String first = path.split("\\.", 2)[0];
        return FOR_SELLERS.contains(first)
                ? Optional.empty()
                : Optional.of("'%s' is set by the server".formatted(first));
    }

    private static boolean leadsToField(Descriptor type, String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            return type.findFieldByName(path) != null;
        }
        FieldDescriptor field = type.findFieldByName(path.substring(0, dot));
        return field != null
                && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                && !field.isRepeated()
                && leadsToField(field.getMessageType(), path.substring(dot + 1));
    }

    private static FieldDescriptor field(Descriptor type, String name) {
        return requireNonNull(type.findFieldByName(name), name);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
