package dev.kiban.definition.yaml;

import dev.kiban.definition.yaml.Yaml.ScalarType;
import java.util.regex.Pattern;

/// What a plain scalar is by YAML 1.2's core schema: `no`, `on` and `12:30` are text there, as
/// people expect. (Section 10.3.2 of the specification.)
final class CoreSchema {
    private static final Pattern NOTHING = Pattern.compile("~|null|Null|NULL|");
    private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
    private static final Pattern NUMBER =
            Pattern.compile(
                    "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
                            + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    private CoreSchema() {}

    static ScalarType typeOf(String plain) {
        if (NOTHING.matcher(plain).matches()) {
            return ScalarType.NOTHING;
        }
        if (BOOLEAN.matcher(plain).matches()) {
            return ScalarType.BOOLEAN;
        }
        if (INTEGER.matcher(plain).matches()) {
            return ScalarType.INTEGER;
        }
        return NUMBER.matcher(plain).matches() ? ScalarType.NUMBER : ScalarType.TEXT;
    }
}
