package dev.kiban.definition.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// One change to a JSON document that may or may not make it wrong.
///
/// @param where which of the document's members and elements, counted round and round
/// @param value JSON text
record Damage(int where, Kind kind, String value) {
    static final List<String> VALUES =
            List.of(
                    "null",
                    "true",
                    "7",
                    "0",
                    "-1",
                    "1.5",
                    "\"\"",
                    "\"7\"",
                    "\"text\"",
                    "\"/a/\"",
                    "\"/a\"",
                    "\"5s\"",
                    "\"5 s\"",
                    "\"4Mi\"",
                    "\"100%\"",
                    "\"0%\"",
                    "\"99.9%\"",
                    "\"7d\"",
                    "\"a.B\"",
                    "\"GET\"",
                    "\"Item Team\"",
                    "\"critical\"",
                    "\"a:1\"",
                    "\"https://example.com\"",
                    "[]",
                    "{}",
                    "[\"GET\"]",
                    "[\"a:1\", \"a:1\"]",
                    "\"" + "x".repeat(300) + "\"",
                    "{\"x\": 1}",
                    "{\"http\": {\"prefix\": \"/b/\"}}");

    private static final ObjectMapper JSON = new ObjectMapper();

    enum Kind {
        REMOVE,
        REPLACE,
        RENAME,
        ADD,
        REPEAT
    }

    private record Slot(JsonNode parent, String key, int index) {}

    void apply(JsonNode root) {
        List<Slot> slots = new ArrayList<>();
        collect(root, slots);
        if (slots.isEmpty()) {
            return;
        }
        Slot slot = slots.get(where % slots.size());
        switch (slot.parent()) {
            case ObjectNode object -> change(object, slot.key());
            case ArrayNode array -> change(array, slot.index());
            default -> throw new AssertionError(slot);
        }
    }

    private static void collect(JsonNode node, List<Slot> slots) {
        node.fieldNames()
                .forEachRemaining(
                        key -> {
                            slots.add(new Slot(node, key, 0));
                            collect(node.get(key), slots);
                        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            slots.add(new Slot(node, "", i));
            collect(node.get(i), slots);
        }
    }

    private void change(ObjectNode object, String key) {
        switch (kind) {
            case REMOVE -> object.remove(key);
            case REPLACE, REPEAT -> object.set(key, parsed());
            case RENAME -> object.set(key + "/", object.remove(key));
            case ADD -> object.set("extra", parsed());
        }
    }

    private void change(ArrayNode array, int index) {
        switch (kind) {
            case REMOVE -> array.remove(index);
            case REPLACE, RENAME -> array.set(index, parsed());
            case ADD -> array.add(parsed());
            case REPEAT -> array.add(array.get(index).deepCopy());
        }
    }

    private JsonNode parsed() {
        try {
            return JSON.readTree(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
