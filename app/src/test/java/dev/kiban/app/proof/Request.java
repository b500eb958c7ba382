package dev.kiban.app.proof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// One HTTP request, written to the wire as it is: nothing is normalised.
record Request(String method, String path, List<Header> headers, ByteString body) {

    Request {
        headers = List.copyOf(headers);
    }

    static Request get(String path) {
        return new Request("GET", path, List.of(), ByteString.EMPTY);
    }

    static Request post(String path, String json) {
        return new Request("POST", path, List.of(), ByteString.copyFrom(json, UTF_8))
                .with("content-type", "application/json");
    }

    Request with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Request(method, path, more, body);
    }

    boolean has(String name) {
        return headers.stream().anyMatch(header -> header.name().equalsIgnoreCase(name));
    }

    byte[] bytes() {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        if (!has("host")) {
            head.append("host: gateway.test\r\n");
        }
        headers.forEach(header -> head.append(header.name() + ": " + header.value() + "\r\n"));
        if (!body.isEmpty() && !has("transfer-encoding") && !has("content-length")) {
            head.append("content-length: " + body.size() + "\r\n");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(ISO_8859_1));
        bytes.writeBytes(body.toByteArray());
        return bytes.toByteArray();
    }
}
