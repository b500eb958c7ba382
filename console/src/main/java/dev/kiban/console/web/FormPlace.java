package dev.kiban.console.web;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where forms are sent to: all that can be changed from pages.
enum FormPlace {
    SIGN_OUT("/sign-out"),
    OVERRIDE("/services/{service}/override"),
    CORRECT("/services/{service}/correct"),
    UNDO("/services/{service}/undo");

    private static final String SERVICE = "{service}";

    private final String template;
    private final Pattern pattern;

    FormPlace(String template) {
        this.template = template;
        this.pattern = Pattern.compile(template.replace(SERVICE, "(?<service>[^/]+)"));
    }

    /// A form's address.
    ///
    /// @param service as it was sent, which may be anything; empty if the form is about none
    record Found(FormPlace place, String service) {}

    /// The address, with `{service}` for the name of one.
    String template() {
        return template;
    }

    String about(String service) {
        return template.replace(SERVICE, service);
    }

    /// The form that is sent to a path; empty if there is none.
    static Optional<Found> at(String path) {
        return Stream.of(values()).flatMap(place -> place.match(path).stream()).findFirst();
    }

    private Optional<Found> match(String path) {
        Matcher address = pattern.matcher(path);
        if (!address.matches()) {
            return Optional.empty();
        }
        boolean isOfService = template.contains(SERVICE);
        return Optional.of(new Found(this, isOfService ? address.group("service") : ""));
    }
}
