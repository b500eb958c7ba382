package dev.kiban.transcode.http;

import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.http.BindingOptions.UnknownQuery;
import dev.kiban.transcode.http.ParameterNames.Meaning;
import java.util.function.Function;

/// The query string of a rule: reads it, finds the field of each parameter, and sets it.
///
/// `name=value` pairs between `&`; `+` is a space; `labels[k]=v` sets one entry of a map. A list
/// takes one element from each parameter of its name: a comma is part of the value.
final class Query {
    static final int MAX_PARAMETERS = 500;

    private static final int MAX_SHOWN = 60;

    private final Function<String, Meaning> names;
    private final UnknownQuery unknown;

    /// @param names what each name means, as [ParameterNames#find] says
    Query(Function<String, Meaning> names, UnknownQuery unknown) {
        this.names = names;
        this.unknown = unknown;
    }

    /// Sets a field from each parameter.
    ///
    /// @param rawQuery what is after the `?` on the request line, without it
    void read(String rawQuery, UrlFields fields) {
        int count = 0;
        int at = 0;
        while (at < rawQuery.length()) {
            int ampersand = rawQuery.indexOf('&', at);
            int end = ampersand < 0 ? rawQuery.length() : ampersand;
            if (end > at) {
                if (++count > MAX_PARAMETERS) {
                    throw Refusal.invalid("more than " + MAX_PARAMETERS + " query parameters");
                }
                pair(rawQuery, at, end, fields);
            }
            at = end + 1;
        }
    }

    private void pair(String rawQuery, int from, int to, UrlFields fields) {
        int equals = rawQuery.indexOf('=', from, to);
        int nameEnd = equals < 0 ? to : equals;
        String name = decode(rawQuery, from, nameEnd);
        String value = decode(rawQuery, Math.min(nameEnd + 1, to), to);
        int bracket = name.endsWith("]") ? name.indexOf('[') : -1;
        String fieldName = bracket < 0 ? name : name.substring(0, bracket);
        switch (names.apply(fieldName)) {
            case Meaning.Unknown(String why) -> unknown(name, why);
            case Meaning.Unfit(String why) -> throw refusal(name, why);
            case Meaning.Field(Parameter parameter) -> {
                if (parameter.isMap() != (bracket >= 0)) {
                    throw refusal(name, misnamed(parameter));
                }
                if (bracket < 0) {
                    fields.query(parameter, value);
                } else {
                    String key = name.substring(bracket + 1, name.length() - 1);
                    fields.queryEntry(parameter, key, value);
                }
            }
        }
    }

    private void unknown(String name, String why) {
        if (unknown == UnknownQuery.REJECT) {
            throw refusal(name, why);
        }
    }

    private static String misnamed(Parameter parameter) {
        return parameter.isMap()
                ? "'" + parameter + "' is a map: write " + parameter + "[key]=value"
                : "'" + parameter + "' is no map and takes no [key]";
    }

    private static String decode(String rawQuery, int from, int to) {
        String decoded = Percent.decodeQuery(rawQuery, from, to);
        if (decoded == null) {
            throw Refusal.invalid(
                    "the query has a broken percent-escape, or one that is not UTF-8");
        }
        return decoded;
    }

    private static Refusal refusal(String name, String why) {
        String shown = name.length() <= MAX_SHOWN ? name : name.substring(0, MAX_SHOWN) + "…";
        return Refusal.invalid("query parameter '" + shown + "': " + why);
    }
}
