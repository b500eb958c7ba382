package dev.kiban.gateway.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kiban.definition.Address;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChoiceTest {
    private static final int DRAWS = 100_000;

    private final List<FakeLine> lines = new ArrayList<>();
    private final List<Endpoint> endpoints = new ArrayList<>();
    private long nanos;
    private final Choice choice = new Choice(new SplittableRandom(3), () -> nanos);

    @Test
    void spreadsCallsOverAll() {
        endpoints(4);

        assertThat(List.of(share(0), share(1), share(2), share(3)))
                .allSatisfy(share -> assertThat(share).isCloseTo(0.25, within(0.01)));
    }

    @Test
    void theOneWithMostCallsUnderWayIsNotTaken() {
        endpoints(4);
        lines.get(2).busy(10);

        assertThat(share(2)).isZero();
    }

    @Test
    void oneThatComesBackStartsWithATenthAndGrows() {
        endpoints(3);
        comesBack(endpoints.get(1));
        lines.get(0).busy(5);
        lines.get(2).busy(5);

        assertThat(share(1)).isCloseTo(0.1 / 2.1, within(0.01));
        nanos += Choice.WARM_UP.toNanos() / 2;
        assertThat(share(1)).isCloseTo(0.5 / 2.5, within(0.01));
        nanos += Choice.WARM_UP.toNanos() / 2;
        assertThat(share(1)).isCloseTo(1.0 / 3, within(0.01));
    }

    @Test
    void whenAllHaveJustComeTheyShareAlike() {
        endpoints(3);
        endpoints.forEach(this::comesBack);

        assertThat(share(0)).isCloseTo(1.0 / 3, within(0.01));
    }

    private void endpoints(int count) {
        for (int i = 0; i < count; i++) {
            FakeLine line = new FakeLine(new Address("127.0.0.1", 9000 + i));
            lines.add(line);
            endpoints.add(new Endpoint(line.address(), line));
        }
    }

    private void comesBack(Endpoint endpoint) {
        endpoint.fail(nanos, 1);
        endpoint.eject();
        endpoint.comeBack(nanos);
    }

    private double share(int index) {
        List<Endpoint> chosen = new ArrayList<>();
        for (int i = 0; i < DRAWS; i++) {
            chosen.add(choice.of(endpoints));
        }
        return (double) Collections.frequency(chosen, endpoints.get(index)) / DRAWS;
    }
}
