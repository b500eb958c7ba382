package dev.kiban.app.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The manifests for Kubernetes, as they are in the project.
///
/// @param all objects, as YAML has them
record Manifests(List<Map<?, ?>> all) {
    static final Path DEPLOY = Path.of("..", "deploy");
    static final Path FOLDER = DEPLOY.resolve("kubernetes");

    static Manifests read() {
        List<Map<?, ?>> all = new ArrayList<>();
        for (Object file : list(kustomization(), "resources")) {
            all.addAll(documents(FOLDER.resolve(file.toString())));
        }
        return new Manifests(all);
    }

    static Map<?, ?> kustomization() {
        return documents(FOLDER.resolve("kustomization.yaml")).getFirst();
    }

    private static List<Map<?, ?>> documents(Path file) {
        try {
            Load load = new Load(LoadSettings.builder().setLabel(file.toString()).build());
            List<Map<?, ?>> documents = new ArrayList<>();
            StreamSupport.stream(
                            load.loadAllFromString(Files.readString(file)).spliterator(), false)
                    .forEach(document -> documents.add((Map<?, ?>) document));
            return documents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The only one of a kind, or the first.
    Map<?, ?> first(String kind) {
        return all.stream()
                .filter(object -> kind.equals(object.get("kind")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + kind));
    }

    Map<?, ?> podTemplate() {
        return at(first("Deployment"), "spec", "template");
    }

    Map<?, ?> container() {
        return (Map<?, ?>) list(at(podTemplate(), "spec"), "containers").getFirst();
    }

    /// What the container is told to run.
    List<String> arguments() {
        return list(container(), "args").stream().map(Object::toString).toList();
    }

    static Map<?, ?> at(Map<?, ?> object, String... path) {
        Map<?, ?> place = object;
        for (String name : path) {
            place = (Map<?, ?>) value(place, name);
        }
        return place;
    }

    static List<?> list(Map<?, ?> object, String name) {
        return (List<?>) value(object, name);
    }

    static String text(Map<?, ?> object, String name) {
        return value(object, name).toString();
    }

    static int number(Map<?, ?> object, String name) {
        return (Integer) value(object, name);
    }

    private static Object value(Map<?, ?> object, String name) {
        Object value = object.get(name);
        if (value == null) {
            throw new AssertionError("%s is not in %s".formatted(name, object));
        }
        return value;
    }
}
