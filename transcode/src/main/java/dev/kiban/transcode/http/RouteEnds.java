package dev.kiban.transcode.http;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The routes at the end of one path shape: without verb, and by verb.
record RouteEnds<T>(@Nullable Methods<T> plain, SegmentMap<Methods<T>> byVerb) {

    /// The routes of one template shape, one per HTTP method. They are few: compared one by one.
    record Methods<T>(List<Route<T>> routes) {

        Methods {
            routes = List.copyOf(routes);
        }

        @Nullable Route<T> get(String method) {
            Route<T> route = exactly(method);
            if (route == null && method.equals("HEAD")) {
                route = exactly("GET");
            }
            return route == null ? exactly(RouteTable.ANY_METHOD) : route;
        }

        private @Nullable Route<T> exactly(String method) {
            for (int i = 0; i < routes.size(); i++) {
                if (routes.get(i).method().equals(method)) {
                    return routes.get(i);
                }
            }
            return null;
        }

        void addNamesTo(Set<String> allow) {
            for (Route<T> route : routes) {
                allow.add(route.method());
                if (route.method().equals("GET")) {
                    allow.add("HEAD");
                }
            }
        }
    }
}
