package dev.kiban.gateway.explain;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.kiban.gateway.explain.Question.Header;
import dev.kiban.gateway.explain.Question.Peer;
import dev.kiban.kernel.IpAddress;
import dev.kiban.kernel.Json;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A question on its way to a running gateway.
public final class QuestionJson {
    private QuestionJson() {}

    /// As it is sent.
    public static String write(Question question) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("method", Json.text(question.method()));
        members.put("target", Json.text(question.target()));
        members.put(
                "headers",
                Json.texts(
                        question.headers().stream()
                                .map(header -> header.name() + ": " + header.value())
                                .toList()));
        question.peer()
                .address()
                .ifPresent(address -> members.put("from", Json.text(address.toString())));
        members.put(
                "certificates",
                Json.texts(
                        question.peer().certificates().stream()
                                .map(QuestionJson::base64)
                                .toList()));
        return Json.object(members).print();
    }

    /// As it was sent.
    ///
    /// @throws ParseException if it is none
    public static Question read(String json) throws ParseException {
        Map<String, Object> members = JSONObjectUtils.parse(json);
        String method = JSONObjectUtils.getString(members, "method");
        String target = JSONObjectUtils.getString(members, "target");
        if (method == null || target == null) {
            throw new ParseException("a question has 'method' and 'target'", 0);
        }
        List<Header> headers = new ArrayList<>();
        for (String header : texts(members, "headers")) {
            headers.add(
                    Header.parse(header)
                            .orElseThrow(
                                    () ->
                                            new ParseException(
                                                    "a header is written 'name: value'", 0)));
        }
        List<X509Certificate> certificates = new ArrayList<>();
        for (String certificate : texts(members, "certificates")) {
            certificates.add(certificate(certificate));
        }
        String from = JSONObjectUtils.getString(members, "from");
        Optional<IpAddress> address = from == null ? Optional.empty() : Optional.of(address(from));
        return new Question(method, target, headers, new Peer(address, certificates));
    }

    private static List<String> texts(Map<String, Object> members, String name)
            throws ParseException {
        List<String> texts = JSONObjectUtils.getStringList(members, name);
        if (texts == null) {
            return List.of();
        }
        if (texts.stream().anyMatch(Objects::isNull)) {
            throw new ParseException("'%s' is a list of texts".formatted(name), 0);
        }
        return texts;
    }

    private static IpAddress address(String text) throws ParseException {
        return IpAddress.parse(text)
                .orElseThrow(() -> new ParseException("'from' is an IP address", 0));
    }

    private static X509Certificate certificate(String base64) throws ParseException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(
                                    new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
        } catch (CertificateException | IllegalArgumentException _) {
            throw new ParseException("'certificates' are those of X.509 in Base64", 0);
        }
    }

    private static String base64(X509Certificate certificate) {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
