package dev.kiban.pace.reception;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.Ask;
import dev.kiban.pace.plan.Question;
import dev.kiban.pace.sight.Busiest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Who asks for which pace, for people to see: by what tells askers of the pace apart. Safe for all
/// threads.
public final class Crowd {
    /// So many of a pace are shown.
    private static final int SHOWN = 10;

    /// What was so long ago weighs half.
    private static final long HALF_LIFE = Duration.ofMinutes(1).toNanos();

    private final Map<PaceName, List<Busiest>> parts = new ConcurrentHashMap<>();
    private long faded;

    public Crowd(long now) {
        this.faded = now;
    }

    /// Where one event loop counts who asks for a pace.
    Busiest join(PaceName pace) {
        Busiest part = new Busiest();
        parts.computeIfAbsent(pace, _ -> new CopyOnWriteArrayList<>()).add(part);
        return part;
    }

    /// What an asker is called among those of a pace.
    ///
    /// @param caller the partner; empty if anybody may ask
    static String name(Ask ask, String caller, String address) {
        if (!ask.tenant().isEmpty()) {
            return ask.tenant();
        }
        if (!ask.keys().isEmpty()) {
            return ask.keys().getFirst();
        }
        return caller.isEmpty() ? address : caller;
    }

    /// Those who asked most of late.
    public List<Busiest.Share> top(Question question) {
        String kind = kind(question);
        return Busiest.of(parts.getOrDefault(question.pace(), List.of()), SHOWN).stream()
                .map(one -> new Busiest.Share(kind + ": " + one.asker(), one.share()))
                .toList();
    }

    private static String kind(Question question) {
        if (question.tenant().isPresent()) {
            return question.tenant().get();
        }
        return question.keys().isEmpty() ? "from" : question.keys().getFirst();
    }

    /// To be called now and then.
    public void look(long now) {
        if (now - faded >= HALF_LIFE) {
            faded = now;
            parts.values().forEach(all -> all.forEach(Busiest::fade));
        }
    }
}
