package dev.kiban.gateway.proxy;

import dev.kiban.gateway.Target;
import dev.kiban.gateway.Target.GrpcTarget;
import dev.kiban.gateway.Target.HttpTarget;
import dev.kiban.gateway.Target.TranscodedTarget;
import dev.kiban.runtime.http.CallFault;
import dev.kiban.runtime.http.Exchange;
import dev.kiban.runtime.http.ExchangeHandler.RefusedRequest;
import dev.kiban.runtime.http.Headers;
import dev.kiban.transcode.ByteSink;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.Slice;
import dev.kiban.transcode.http.Accept;
import dev.kiban.transcode.http.Binding;
import dev.kiban.transcode.http.GrpcCode;
import dev.kiban.transcode.http.GrpcMessage;
import dev.kiban.transcode.http.GrpcStatus;
import dev.kiban.transcode.http.HttpBody;
import dev.kiban.transcode.http.MediaType;
import dev.kiban.transcode.http.StatusJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Answers that are one piece: a message, or why there is none.
final class Answers {
    static final int MAX_STATUS_BYTES = 1 << 20;

    /// In seconds.
    private static final String SOON = "1";

    private static final Failure NO_ROOM =
            Failure.of(
                    GrpcCode.UNAVAILABLE,
                    "the gateway keeps too many request bodies: try again in 1 s");

    private static final StatusJson PLAIN = new StatusJson();
    private static final List<MediaType> JSON_OR_PROTOBUF =
            List.of(MediaType.JSON, MediaType.PROTOBUF);

    /// JSON is larger than what it was made of; this many times is plenty, and a reply made to blow
    /// up ends here.
    private static final int JSON_GROWTH = 8;

    private Answers() {}

    /// The reply of a gRPC method, as what the client takes.
    ///
    /// @throws Refusal if the reply is not the message that the schema says; nothing was sent then
    static void message(
            Request request,
            TranscodedTarget target,
            Slice message,
            Headers head,
            Headers trailers) {
        Exchange exchange = request.exchange();
        Binding binding = target.binding();
        Slice body;
        CharSequence type;
        if (binding.givesHttpBody()) {
            HttpBody content = binding.httpBody(message);
            body = content.data();
            type = content.contentType();
        } else if (wantsProtobuf(request, binding)) {
            body = binding.protobufResponse(message);
            type = MediaType.PROTOBUF.contentType();
        } else {
            body = json(request, target, message);
            type = Names.APPLICATION_JSON;
        }
        exchange.status(200);
        request.answers(200);
        exchange.headers().set(Names.CONTENT_TYPE, type);
        GrpcHead.answer(head, request);
        GrpcHead.answer(trailers, request);
        end(request, body);
    }

    private static Slice json(Request request, TranscodedTarget target, Slice message) {
        ByteSink sink = request.gateway().scratch().take(jsonLimit(target));
        target.binding().response(message, sink);
        return Slice.of(Arrays.copyOf(sink.array(), sink.length()));
    }

    /// How much JSON a reply of the route may become.
    static int jsonLimit(TranscodedTarget target) {
        return (int)
                Math.min(
                        Integer.MAX_VALUE / 2,
                        (long) target.limits().responseBytes() * JSON_GROWTH);
    }

    /// Who does not say what it takes gets what it sent.
    private static boolean wantsProtobuf(Request request, Binding binding) {
        if (!binding.givesProtobuf()) {
            return false;
        }
        String accept = request.headers().get(Names.ACCEPT, "");
        if (accept.isEmpty()) {
            return Content.isProtobuf(request);
        }
        return Accept.choose(accept, JSON_OR_PROTOBUF)
                .map(choice -> choice.type() == MediaType.PROTOBUF)
                .orElse(false);
    }

    /// A failure as `google.rpc.Status` JSON, if there is still a head to send; else the answer is
    /// cut off.
    static void status(Request request, Failure failure) {
        status(request, failure, PLAIN);
    }

    static void status(Request request, Failure failure, StatusJson json) {
        Exchange exchange = request.exchange();
        request.failed(failure);
        if (exchange.isHeadSent()) {
            exchange.abort();
            request.end();
            return;
        }
        sayWhen(failure, exchange.headers());
        ByteSink sink = new ByteSink(MAX_STATUS_BYTES);
        json.write(failure.status(), sink);
        exchange.status(failure.httpStatus());
        request.answers(failure.httpStatus());
        exchange.headers().set(Names.CONTENT_TYPE, Names.APPLICATION_JSON);
        end(request, sink.slice());
    }

    /// Refuses a request in the words of who calls. What cannot be had now is worth another try
    /// soon.
    static void refusal(Request request, Target target, Failure failure) {
        if (failure.status().code() == GrpcCode.UNAVAILABLE) {
            request.exchange().headers().set(Names.RETRY_AFTER, SOON);
        }
        switch (target) {
            case GrpcTarget _ -> grpcStatus(request, failure);
            case TranscodedTarget transcoded -> status(request, failure, transcoded.errors());
            case HttpTarget _ -> status(request, failure);
        }
    }

    /// Refuses a request for whose body there is no room.
    static void noRoom(Request request, Target target) {
        request.gateway().limits().noRoom(target.service().value());
        refusal(request, target, NO_ROOM);
    }

    /// An upstream that has too much to do may have less soon.
    private static void sayWhen(Failure failure, Headers headers) {
        if (failure.cause().isPresent() && failure.cause().get() == CallFault.Kind.OVERLOADED) {
            headers.set(Names.RETRY_AFTER, SOON);
        }
    }

    /// A failure for a gRPC client: in the head if that was not sent (trailers-only), else in the
    /// trailers.
    static void grpcStatus(Request request, Failure failure) {
        Exchange exchange = request.exchange();
        GrpcStatus status = failure.status();
        request.failed(failure);
        request.answers(200);
        Headers fields;
        if (exchange.isHeadSent()) {
            fields = exchange.trailers();
        } else {
            fields = exchange.headers();
            exchange.status(200);
            fields.set(Names.CONTENT_TYPE, Names.APPLICATION_GRPC);
            sayWhen(failure, fields);
        }
        fields.set(Names.GRPC_STATUS, Integer.toString(status.code().number()));
        fields.set(Names.GRPC_MESSAGE, GrpcMessage.encode(status.message()));
        exchange.end();
        request.end();
    }

    /// The body for what is no HTTP at all.
    static RefusedRequest malformed(int httpStatus) {
        ByteSink sink = new ByteSink(MAX_STATUS_BYTES);
        String message =
                switch (httpStatus) {
                    case 414 -> "the request line is too long";
                    case 431 -> "the request headers are too large";
                    case 505 -> "only HTTP/1.1, HTTP/1.0 and HTTP/2 are spoken here";
                    default -> "the request is not valid HTTP";
                };
        PLAIN.write(new GrpcStatus(GrpcCode.INVALID_ARGUMENT, message), sink);
        return new RefusedRequest(
                "application/json",
                new String(sink.array(), 0, sink.length(), StandardCharsets.UTF_8));
    }

    /// Ends an answer with its body, of which `HEAD` gets the length only.
    private static void end(Request request, Slice body) {
        Exchange exchange = request.exchange();
        if (exchange.method().equals("HEAD")) {
            exchange.headers().set(Names.CONTENT_LENGTH, Integer.toString(body.length()));
            exchange.end();
        } else {
            request.sent(body.length());
            exchange.end(body.array(), body.from(), body.to());
        }
        request.end();
    }
}
