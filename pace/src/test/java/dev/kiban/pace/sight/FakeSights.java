package dev.kiban.pace.sight;

import com.google.protobuf.Timestamp;
import dev.kiban.kernel.PaceName;
import dev.kiban.protos.v1.PaceSight;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Sights in memory.
final class FakeSights implements SightStore {
    private final InstantSource clock;
    private final Map<Key, PaceSight> sights = new HashMap<>();
    private final Map<At, Sample> samples = new LinkedHashMap<>();

    private record Key(PaceName pace, String server) {}

    private record At(PaceName pace, Instant at, String server) {}

    FakeSights(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void put(String server, Map<PaceName, PaceSight> seen) {
        Timestamp now = Timestamp.newBuilder().setSeconds(clock.instant().getEpochSecond()).build();
        seen.forEach(
                (pace, sight) ->
                        sights.put(
                                new Key(pace, server),
                                sight.toBuilder().setServer(server).setSeen(now).build()));
    }

    @Override
    public void add(String server, Collection<Sample> some) {
        some.forEach(one -> samples.putIfAbsent(new At(one.pace(), one.at(), server), one));
    }

    @Override
    public Map<PaceName, List<PaceSight>> fresh() {
        long oldest = clock.instant().minus(FRESH).getEpochSecond();
        Map<PaceName, List<PaceSight>> all = new TreeMap<>();
        sights.forEach(
                (key, sight) -> {
                    if (sight.getSeen().getSeconds() > oldest) {
                        all.computeIfAbsent(key.pace(), _ -> new ArrayList<>()).add(sight);
                    }
                });
        all.values().forEach(some -> some.sort((a, b) -> a.getServer().compareTo(b.getServer())));
        return all;
    }

    @Override
    public List<Stretch> past(PaceName pace, Instant from, Instant to, Duration step) {
        Map<Long, List<Sample>> parts =
                samples.values().stream()
                        .filter(one -> one.pace().equals(pace))
                        .filter(one -> !one.at().isBefore(from) && one.at().isBefore(to))
                        .collect(
                                Collectors.groupingBy(
                                        one -> one.at().getEpochSecond() / step.toSeconds(),
                                        TreeMap::new,
                                        Collectors.toList()));
        return parts.entrySet().stream()
                .map(
                        part ->
                                stretch(
                                        Instant.ofEpochSecond(part.getKey() * step.toSeconds()),
                                        part.getValue()))
                .toList();
    }

    private static Stretch stretch(Instant start, List<Sample> part) {
        long moments = part.stream().map(Sample::at).distinct().count();
        double seconds = moments * (double) Sample.LENGTH.toSeconds();
        return new Stretch(
                start,
                part.stream().mapToLong(Sample::passed).sum() / seconds,
                part.stream().mapToLong(Sample::refused).sum() / seconds,
                part.stream().mapToDouble(Sample::inLine).sum() / moments,
                part.stream().mapToDouble(Sample::inFlight).sum() / moments,
                part.getFirst().perSecond(),
                part.stream().mapToDouble(Sample::share).min().orElse(1));
    }

    @Override
    public void sweep() {
        Instant oldest = clock.instant().minus(KEPT);
        samples.keySet().removeIf(one -> one.at().isBefore(oldest));
        sights.values().removeIf(one -> one.getSeen().getSeconds() < oldest.getEpochSecond());
    }
}
