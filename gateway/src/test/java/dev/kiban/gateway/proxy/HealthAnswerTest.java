package dev.kiban.gateway.proxy;

import static dev.kiban.gateway.Snapshots.SHOP;
import static dev.kiban.gateway.Snapshots.grpc;
import static dev.kiban.gateway.Snapshots.shop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthAnswerTest {
    private final TestGateway gateway = new TestGateway(grpc("shop", shop(), 1));
    private final ManagedChannel channel =
            NettyChannelBuilder.forAddress("127.0.0.1", gateway.port()).usePlaintext().build();

    @AfterEach
    void close() {
        channel.shutdownNow();
        gateway.close();
    }

    @Test
    void servesItselfAndWhatItExposes() {
        assertThat(check("")).isEqualTo(ServingStatus.SERVING);
        assertThat(check(SHOP)).isEqualTo(ServingStatus.SERVING);
        assertThat(gateway.served(2).getFirst().answer().status()).isEqualTo(200);
    }

    @Test
    void knowsNoOtherServices() {
        StatusRuntimeException refused =
                catchThrowableOfType(StatusRuntimeException.class, () -> check("no.such.Service"));

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    }

    private ServingStatus check(String service) {
        return HealthGrpc.newBlockingStub(channel)
                .withDeadlineAfter(Duration.ofSeconds(20))
                .check(HealthCheckRequest.newBuilder().setService(service).build())
                .getStatus();
    }
}
