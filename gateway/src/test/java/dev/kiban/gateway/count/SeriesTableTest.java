package dev.kiban.gateway.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Service;
import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.Routing;
import dev.kiban.gateway.SchemaState;
import dev.kiban.gateway.Schemas;
import dev.kiban.gateway.Snapshots;
import dev.kiban.gateway.Target;
import dev.kiban.gateway.count.MinuteCounts.Series;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesTableTest {
    private static final Service SHOP = Snapshots.grpc("shop", Snapshots.shop(), 9101);
    private static final String GET_ITEM = "/kiban.test.Shop/GetItem";

    @Test
    void aMethodIsOneSeriesHoweverItIsCalled() {
        GatewayPlan plan = Snapshots.plan(SHOP);

        SeriesTable table = SeriesTable.EMPTY.with(plan);

        int place = table.find(target(plan.routeGrpc(GET_ITEM)));
        assertThat(table.all().get(place)).isEqualTo(new Series("shop", "GetItem", "default"));
        assertThat(table.find(target(plan.route("GET", "/v1/items/7")))).isEqualTo(place);
        assertThat(table.all()).doesNotHaveDuplicates();
    }

    @Test
    void countsForAllOfAServiceWhileItsMethodsAreNotKnown() {
        Schemas none =
                new Schemas(Map.of(SHOP.name(), new SchemaState.NotLoaded("nobody answers")));
        GatewayPlan early = compiled(GatewayPlan.compile(Snapshots.of(SHOP), none));

        SeriesTable table = SeriesTable.EMPTY.with(early);
        SeriesTable later = table.with(Snapshots.plan(SHOP));

        Target whatever = target(early.routeGrpc("/kiban.test.Shop/Whatever"));
        assertThat(table.all()).containsExactly(new Series("shop", "*", "default"));
        assertThat(table.find(whatever)).isZero();
        assertThat(later.all().get(later.find(target(early.routeGrpc(GET_ITEM)))).route())
                .isEqualTo("GetItem");
    }

    @Test
    void keepsThePlacesOfRoutesThatAreGone() {
        GatewayPlan plan = Snapshots.plan(SHOP);
        Target target = target(plan.routeGrpc(GET_ITEM));
        SeriesTable table = SeriesTable.EMPTY.with(plan);

        SeriesTable later = table.with(Snapshots.plan(CountingGateway.OLD));

        assertThat(later.find(target)).isEqualTo(table.find(target));
        assertThat(later.size()).isEqualTo(table.size() + 1);
    }

    @Test
    void leavesOutWhatComesAfterTheLimit() {
        Service[] many =
                IntStream.rangeClosed(0, SeriesTable.MAX_SERIES)
                        .mapToObj(
                                i ->
                                        Snapshots.http(
                                                "s" + i,
                                                Snapshots.prefix("/s" + i + "/", "/"),
                                                9101))
                        .toArray(Service[]::new);

        SeriesTable table = SeriesTable.EMPTY.with(Snapshots.plan(many));

        assertThat(table.size()).isEqualTo(SeriesTable.MAX_SERIES);
        assertThat(table.leftOut()).isEqualTo(1);
    }

    private static GatewayPlan compiled(GatewayPlan.Outcome outcome) {
        return ((GatewayPlan.Compiled) outcome).plan();
    }

    private static Target target(Routing routing) {
        return switch (routing) {
            case Routing.ToTranscoded to -> to.target();
            case Routing.ToGrpc to -> to.target();
            case Routing.ToHttp to -> to.target();
            default -> throw new AssertionError(routing);
        };
    }
}
