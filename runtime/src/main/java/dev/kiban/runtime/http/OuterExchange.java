package dev.kiban.runtime.http;

import dev.kiban.kernel.IpAddress;
import java.util.Optional;

/// An exchange around another one, and the same as that but for what is overridden.
public class OuterExchange implements Exchange {
    private final Exchange inner;

    protected OuterExchange(Exchange inner) {
        this.inner = inner;
    }

    @Override
    public String method() {
        return inner.method();
    }

    @Override
    public String target() {
        return inner.target();
    }

    @Override
    public String authority() {
        return inner.authority();
    }

    @Override
    public boolean isHttp2() {
        return inner.isHttp2();
    }

    @Override
    public boolean isSecure() {
        return inner.isSecure();
    }

    @Override
    public String clientAddress() {
        return inner.clientAddress();
    }

    @Override
    public Optional<IpAddress> clientIp() {
        return inner.clientIp();
    }

    @Override
    public Optional<ClientCertificate> clientCertificate() {
        return inner.clientCertificate();
    }

    @Override
    public Headers requestHeaders() {
        return inner.requestHeaders();
    }

    @Override
    public void listen(ExchangeEvents events) {
        inner.listen(events);
    }

    @Override
    public void pause() {
        inner.pause();
    }

    @Override
    public void resume() {
        inner.resume();
    }

    @Override
    public void sendContinue() {
        inner.sendContinue();
    }

    @Override
    public void status(int status) {
        inner.status(status);
    }

    @Override
    public Headers headers() {
        return inner.headers();
    }

    @Override
    public Headers trailers() {
        return inner.trailers();
    }

    @Override
    public void sendHead() {
        inner.sendHead();
    }

    @Override
    public void write(byte[] bytes, int from, int to) {
        inner.write(bytes, from, to);
    }

    @Override
    public boolean isFull() {
        return inner.isFull();
    }

    @Override
    public void end() {
        inner.end();
    }

    @Override
    public void end(byte[] bytes, int from, int to) {
        inner.end(bytes, from, to);
    }

    @Override
    public void switchProtocols() {
        inner.switchProtocols();
    }

    @Override
    public boolean isHeadSent() {
        return inner.isHeadSent();
    }

    @Override
    public boolean isEnded() {
        return inner.isEnded();
    }

    @Override
    public void abort() {
        inner.abort();
    }
}
