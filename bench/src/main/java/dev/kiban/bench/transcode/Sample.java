package dev.kiban.bench.transcode;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The messages that are translated, as compact JSON in the order of the fields.
public enum Sample {
    /// One small object: 100 bytes.
    BOOK("Book", book()),
    /// A page of 40 objects with several kinds of fields: 3 kB.
    SHELVES("Shelves", shelves()),
    /// A page of 8 objects with longer texts, not ASCII, times and maps: 2.7 kB.
    LISTINGS("Listings", listings());

    private final String messageName;
    private final String json;

    Sample(String messageName, String json) {
        this.messageName = messageName;
        this.json = json;
    }

    String fullName() {
        return "dev.kiban.bench." + messageName;
    }

    /// Of the JSON, in bytes.
    int size() {
        return json.getBytes(StandardCharsets.UTF_8).length;
    }

    String json() {
        return json;
    }

    private static String book() {
        return "{\"id\":\"4711\",\"author\":\"Neal Stephenson\",\"title\":\"Readme\",\"quotes\":[\"Who reads it?\",\"Nobody does.\"]}";
    }

    private static String shelves() {
        return IntStream.range(0, 40)
                .mapToObj(Sample::shelf)
                .collect(
                        Collectors.joining(
                                ",", "{\"shelves\":[", "],\"nextPageToken\":\"bmV4dCBwYWdl\"}"));
    }

    private static String shelf(int number) {
        String genre = number % 3 == 0 ? "NOVEL" : number % 3 == 1 ? "POETRY" : "MANGA";
        return "{\"id\":\"%d\",\"theme\":\"Theme no. %d\",\"genre\":\"%s\",\"price\":%d.%d,\"open\":true}"
                .formatted(100_000 + number * 7919, number, genre, 10 + number, 1 + number % 9);
    }

    private static String listings() {
        return IntStream.range(0, 8)
                .mapToObj(Sample::listing)
                .collect(Collectors.joining(",", "{\"listings\":[", "]}"));
    }

    private static String listing(int number) {
        return """
                {"id":"m%d","name":"ヴィンテージ デニムジャケット %d","description":"数回着用しました。目立つ傷や汚れはありません。\\nサイズはMです。",\
                "priceYen":"%d","created":"2026-02-%02dT08:15:30.250Z","photoUrls":["https://img.example.com/m%d/1.jpg"],\
                "attributes":{"brand":"Levi's","size":"M"}}"""
                .formatted(80_000_000 + number, number, 3200 + 100 * number, 1 + number, number);
    }
}
