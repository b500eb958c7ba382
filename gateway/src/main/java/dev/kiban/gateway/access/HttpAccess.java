package dev.kiban.gateway.access;

import dev.kiban.definition.AccessRule;
import dev.kiban.definition.AccessRule.Allowed;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Who may call a route of many HTTP methods, as far as some of them are not like the others.
///
/// @param others for the methods that the rule does not name
public record HttpAccess(Map<String, Access> named, Access others) {

    public HttpAccess {
        named = Map.copyOf(named);
    }

    /// What a rule of the definitions comes to. Who may not `GET` may not ask for the `HEAD` of it.
    public static HttpAccess of(AccessRule rule) {
        Map<String, Access> named = new HashMap<>();
        if (rule instanceof Allowed allowed) {
            allowed.scopes().keySet().forEach(method -> named.put(method, Access.of(rule, method)));
            if (allowed.scopes().containsKey("GET")) {
                named.putIfAbsent("HEAD", Access.of(rule, "GET"));
            }
        }
        return new HttpAccess(named, Access.of(rule, Allowed.ALL_METHODS));
    }

    /// Who may call by this method. There are servers to whom `post` is `POST`.
    public Access by(String method) {
        return named.getOrDefault(method.toUpperCase(Locale.ROOT), others);
    }
}
