package dev.kiban.runtime.http;

import dev.kiban.runtime.http.wire.AnswerWriter;
import dev.kiban.runtime.http.wire.RequestFault;
import dev.kiban.runtime.http.wire.RequestHead;
import dev.kiban.runtime.http.wire.RequestReader;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A client's connection of HTTP/1.1, and its requests one after the other. What was sent ahead
/// waits, and the socket is not read meanwhile.
final class Http1Client extends ClientConnection implements RequestReader.Requests {
    private final Channel channel;
    private final ExchangeHandler handler;
    private final RequestReader in;
    private final AnswerWriter out;
    private final boolean secure;
    private final Unread unread = new Unread();
    private HeaderList fields = new HeaderList();

    /// The one whose answer has not ended.
    private @Nullable Http1Exchange current;

    /// Those whose answers have ended since the socket last took what it takes.
    private final List<Http1Exchange> answered = new ArrayList<>(1);

    private boolean reading;
    private boolean ending;

    Http1Client(
            ClientConnections connections,
            Channel channel,
            ExchangeHandler handler,
            EdgeLimits limits) {
        super(connections, channel);
        this.channel = channel;
        this.handler = handler;
        this.in = new RequestReader(this, limits.maxRequestLineBytes(), limits.maxHeaderBytes());
        this.out = new AnswerWriter(channel);
        this.secure = channel.pipeline().get(SslHandler.class) != null;
    }

    @Override
    void close() {
        ChannelFuture _ = channel.close();
    }

    @Override
    boolean isWithinHead() {
        return current == null && !ending && (in.isWithinHead() || !unread.isEmpty());
    }

    boolean isSecure() {
        return secure;
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    /// Whether no request may follow this one.
    boolean isLast(RequestHead request) {
        return !request.keepsAlive() || all().isDraining();
    }

    /// The client is told that this answer is the last one. Requests that it has sent ahead are not
    /// looked at (RFC 9112, 9.6).
    void ending() {
        ending = true;
    }

    // What the socket tells.

    void received(ByteBuf bytes) {
        unread.add(bytes);
        goOn();
    }

    void writabilityChanged() {
        if (channel.isWritable()) {
            Http1Exchange exchange = current;
            if (exchange != null) {
                exchange.drained();
            }
            goOn();
        }
    }

    /// Almost all answers have been taken as a whole by then, so that no other word of it is asked
    /// for.
    void flushed() {
        if (answered.isEmpty()) {
            return;
        }
        if (!out.isAllSent()) {
            List<Http1Exchange> waiting = List.copyOf(answered);
            waiting.forEach(Http1Exchange::awaitClient);
            ChannelFuture _ = out.sent().addListener(_ -> waiting.forEach(Http1Exchange::over));
        } else {
            for (int i = 0; i < answered.size(); i++) {
                answered.get(i).over();
            }
        }
        answered.clear();
    }

    void lost() {
        Http1Exchange exchange = current;
        current = null;
        ending = true;
        all().closed(this);
        answered.forEach(Http1Exchange::over);
        answered.clear();
        if (exchange != null) {
            exchange.left();
        }
    }

    // What the reader tells.

    @Override
    public void field(AsciiString name, AsciiString value) {
        fields.add(name, value);
    }

    @Override
    public void head(RequestHead head) {
        Http1Exchange exchange = new Http1Exchange(this, out, head, fields);
        fields = new HeaderList();
        current = exchange;
        begin();
        try {
            handler.handle(exchange);
        } catch (RuntimeException fault) {
            exchange.broken(fault);
        }
    }

    @Override
    public void body(byte[] bytes, int from, int to) {
        Http1Exchange exchange = current;
        if (exchange != null) {
            exchange.received(bytes, from, to);
        }
    }

    @Override
    public void ended() {
        Http1Exchange exchange = current;
        if (exchange != null) {
            exchange.requestEnded();
        }
    }

    // What an exchange tells.

    /// Reads on, as far as there is somebody who takes it.
    void goOn() {
        if (reading) {
            return;
        }
        reading = true;
        try {
            int taken = 1;
            while (taken > 0 && takes()) {
                taken = step();
            }
        } catch (RequestFault fault) {
            refuse(fault.status());
        } finally {
            reading = false;
        }
        if (ending && current == null) {
            unread.clear();
        }
        channel.config().setAutoRead(takes() || unread.isEmpty());
    }

    private int step() throws RequestFault {
        Http1Exchange exchange = current;
        if (exchange == null || !exchange.isSwitched()) {
            return unread.step(in);
        }
        if (!unread.isEmpty()) {
            unread.pass(exchange);
        }
        return 0;
    }

    /// The answer has ended, and is on its way.
    ///
    /// @param wantsClose whether the client can tell the end only by the end of the connection
    void answered(Http1Exchange exchange, boolean wantsClose) {
        current = null;
        answered.add(exchange);
        if (exchange.isBodyUnread()) {
            ending = true;
            ChannelFuture _ = out.sent().addListener(_ -> closeSoon());
        } else if (ending || wantsClose || all().isDraining()) {
            ending = true;
            ChannelFuture _ = out.sent().addListener(_ -> close());
        }
        goOn();
    }

    /// Answers what is no HTTP in the words of the handler, unless an answer is under way.
    private void refuse(int status) {
        Http1Exchange exchange = current;
        current = null;
        ending = true;
        if (exchange == null || !exchange.isHeadSent()) {
            ExchangeHandler.RefusedRequest refused = handler.refuse(status);
            byte[] body = refused.body().getBytes(StandardCharsets.UTF_8);
            HeaderList headers = new HeaderList();
            headers.add(HttpHeaders.CONTENT_TYPE, refused.contentType());
            out.head(status, headers);
            out.contentLength(body.length);
            out.close();
            out.endHead();
            out.send(body, 0, body.length);
            ChannelFuture _ = out.sent().addListener(_ -> closeSoon());
        } else {
            close();
        }
        if (exchange != null) {
            exchange.left();
        }
    }

    /// Closed at once, a reset could overtake the answer to a request that has not come as a whole,
    /// so for a moment what still comes is read and thrown away.
    private void closeSoon() {
        all().later(this::close);
    }

    private boolean takes() {
        Http1Exchange exchange = current;
        if (exchange != null) {
            return exchange.takes();
        }
        return !ending && channel.isWritable();
    }
}
