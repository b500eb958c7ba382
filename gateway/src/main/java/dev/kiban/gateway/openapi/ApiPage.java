package dev.kiban.gateway.openapi;

import dev.kiban.kernel.Json;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.List;

/// A document of OpenAPI as a page for people.
///
/// ```java
/// String html = ApiPage.of(OpenApi.of(plan, gateway, "7")).print();
/// ```
///
/// @param version of what is exposed
/// @param services what can be called, by service
/// @param schemas of what is sent and answered
/// @param leftOut what has no place in the document
public record ApiPage(
        String title,
        String version,
        List<ExposedService> services,
        List<ShownSchema> schemas,
        List<String> leftOut) {
    private static final TemplateEngine TEMPLATES =
            TemplateEngine.createPrecompiled(ContentType.Html);

    public ApiPage {
        services = List.copyOf(services);
        schemas = List.copyOf(schemas);
        leftOut = List.copyOf(leftOut);
    }

    /// What stands in a document that [OpenApi] made.
    public static ApiPage of(Json document) {
        return new ApiPageReader(document).page();
    }

    /// As HTML.
    public String print() {
        StringOutput html = new StringOutput();
        TEMPLATES.render("openapi/page.jte", this, html);
        return html.toString();
    }

    /// What can be called of a service.
    public record ExposedService(String name, List<Operation> operations) {
        public ExposedService {
            operations = List.copyOf(operations);
        }
    }

    /// One way to call.
    ///
    /// @param method of HTTP, in capitals
    /// @param callers who may, in words
    /// @param parameters in path and query
    /// @param request what is sent, one for each media type; empty if nothing is
    /// @param answer what comes back, one for each media type
    public record Operation(
            String method,
            String path,
            String summary,
            String description,
            boolean deprecated,
            String callers,
            List<Part> parameters,
            List<Content> request,
            List<Content> answer) {
        public Operation {
            parameters = List.copyOf(parameters);
            request = List.copyOf(request);
            answer = List.copyOf(answer);
        }
    }

    /// A body.
    public record Content(String mediaType, TypeName type) {}

    /// A parameter, or a field of a message.
    ///
    /// @param marks such as `required`
    public record Part(String name, TypeName type, String description, List<String> marks) {
        public Part {
            marks = List.copyOf(marks);
        }
    }

    /// What a value is: words, and a schema that the page has; either may be empty.
    public record TypeName(String before, String schema) {}

    /// A message.
    public record ShownSchema(String name, String description, List<Part> fields) {
        public ShownSchema {
            fields = List.copyOf(fields);
        }
    }
}
