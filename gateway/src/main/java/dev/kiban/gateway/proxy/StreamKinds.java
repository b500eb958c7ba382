package dev.kiban.gateway.proxy;

import dev.kiban.gateway.Target.TranscodedTarget;
import dev.kiban.transcode.http.Accept;
import dev.kiban.transcode.http.Binding;
import dev.kiban.transcode.http.JsonElements;
import dev.kiban.transcode.http.MediaType;
import dev.kiban.transcode.http.StreamFraming;
import java.util.ArrayList;
import java.util.List;

/// How the two sides of a streaming call are read and written: by the method, its rule, and what
/// the client sends and takes.
final class StreamKinds {
    private StreamKinds() {}

    static RequestFeed feed(Request request, TranscodedTarget target, RequestEncoder encoder) {
        Binding binding = target.binding();
        int limit = target.limits().requestBytes();
        if (!binding.rpc().clientStreaming() || !binding.takesBody()) {
            return new RequestFeed.Whole(request, target, encoder, new BodyBuffer(limit));
        }
        if (binding.takesHttpBody()) {
            return new RequestFeed.Parts(encoder, request.headers().get(Names.CONTENT_TYPE, ""));
        }
        JsonElements.Form form =
                Content.isLines(request)
                        ? JsonElements.Form.LINES
                        : JsonElements.Form.ARRAY_OR_LINES;
        return new RequestFeed.Elements(encoder, new JsonElements(form, limit));
    }

    /// A client that takes none of what we have gets the route's own kind all the same: it can see
    /// what it is.
    static ReplySink replies(Request request, TranscodedTarget target) {
        Binding binding = target.binding();
        if (!binding.rpc().serverStreaming()) {
            return new ReplySink.Single(request, target);
        }
        if (binding.givesHttpBody()) {
            return new ReplySink.Parts(request, target);
        }
        List<StreamFraming> framings = bestFirst(target.streams());
        List<MediaType> offers = framings.stream().map(StreamFraming::mediaType).toList();
        MediaType best = offers.getFirst();
        Accept.Choice choice =
                Accept.choose(request.headers().get(Names.ACCEPT, ""), offers)
                        .orElse(new Accept.Choice(best, best.contentType()));
        StreamFraming framing = framings.get(offers.indexOf(choice.type()));
        return new ReplySink.Framed(request, target, framing, choice.contentType());
    }

    private static List<StreamFraming> bestFirst(StreamFraming best) {
        List<StreamFraming> framings = new ArrayList<>(List.of(StreamFraming.values()));
        framings.remove(best);
        framings.addFirst(best);
        return framings;
    }
}
