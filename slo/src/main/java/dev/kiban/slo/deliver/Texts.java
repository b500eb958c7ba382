package dev.kiban.slo.deliver;

import dev.kiban.kernel.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/// Named texts as JSON.
final class Texts {
    private Texts() {}

    static Json json(Map<String, String> texts) {
        Map<String, Json> members = new LinkedHashMap<>();
        texts.forEach((name, text) -> members.put(name, Json.text(text)));
        return Json.object(members);
    }
}
