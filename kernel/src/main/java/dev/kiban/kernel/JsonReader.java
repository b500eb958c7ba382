package dev.kiban.kernel;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads small documents of JSON that we have written ourselves, and refuses all that is none.
/// Numbers that are not whole, and null, stay as they are written.
final class JsonReader {
    private static final int MAX_DEPTH = 32;
    private static final int HEX_DIGITS = 4;
    private static final String WHOLE = "-?(0|[1-9][0-9]{0,17})";
    private static final String NUMBER = "-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?";

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    static Json read(String text) {
        JsonReader reader = new JsonReader(text);
        Json value = reader.value(0);
        reader.skipSpace();
        if (reader.at < text.length()) {
            throw reader.wrong("the end");
        }
        return value;
    }

    private Json value(int depth) {
        skipSpace();
        if (depth > MAX_DEPTH) {
            throw wrong("fewer levels");
        }
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> Json.text(string());
            default -> word();
        };
    }

    private Json object(int depth) {
        Map<String, Json> members = new LinkedHashMap<>();
        at++;
        skipSpace();
        while (peek() != '}') {
            if (!members.isEmpty()) {
                expect(',');
            }
            skipSpace();
            String name = string();
            skipSpace();
            expect(':');
            members.put(name, value(depth + 1));
            skipSpace();
        }
        at++;
        return Json.object(members);
    }

    private Json array(int depth) {
        List<Json> elements = new ArrayList<>();
        at++;
        skipSpace();
        while (peek() != ']') {
            if (!elements.isEmpty()) {
                expect(',');
            }
            elements.add(value(depth + 1));
            skipSpace();
        }
        at++;
        return Json.array(elements);
    }

    private String string() {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (peek() != '"') {
            char next = text.charAt(at);
            if (next < ' ') {
                throw wrong("an escape");
            }
            at++;
            value.append(next == '\\' ? escaped() : next);
        }
        at++;
        return value.toString();
    }

    private char escaped() {
        char kind = peek();
        at++;
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unit();
            default -> throw wrong("an escape");
        };
    }

    private char unit() {
        if (at + HEX_DIGITS > text.length()) {
            throw wrong("four hexadecimal digits");
        }
        at += HEX_DIGITS;
        return (char) HexFormat.fromHexDigits(text, at - HEX_DIGITS, at);
    }

    private Json word() {
        int start = at;
        while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        if (word.equals("true") || word.equals("false")) {
            return Json.bool(word.equals("true"));
        }
        if (word.matches(WHOLE) && !word.equals("-0")) {
            return Json.number(Long.parseLong(word));
        }
        if (word.equals("null") || word.matches(NUMBER)) {
            return Json.written(word);
        }
        throw wrong("a value");
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong("more");
        }
        return text.charAt(at);
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw wrong("'%s'".formatted(wanted));
        }
        at++;
    }

    private IllegalArgumentException wrong(String wanted) {
        return new IllegalArgumentException(
                "this is no JSON: at character %d it needs %s".formatted(at, wanted));
    }
}
