package dev.kiban.fleamarket.legacy;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// All users; made up, the same from the same random numbers. Ids count from 1.
record UserTable(List<User> rows) {
    private static final List<String> FAMILY_NAMES =
            List.of("佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村", "小林", "加藤");
    private static final List<String> GIVEN_NAMES =
            List.of("はるか", "颯太", "芽依", "蓮", "結衣", "海斗", "さくら", "大輝", "葵", "匠");

    UserTable {
        rows = List.copyOf(rows);
    }

    static UserTable of(int count, RandomGenerator random) {
        return new UserTable(
                IntStream.rangeClosed(1, count).mapToObj(id -> user(id, random)).toList());
    }

    int size() {
        return rows.size();
    }

    Optional<User> find(int id) {
        return id >= 1 && id <= rows.size() ? Optional.of(rows.get(id - 1)) : Optional.empty();
    }

    private static User user(int id, RandomGenerator random) {
        String name = pick(FAMILY_NAMES, random) + " " + pick(GIVEN_NAMES, random);
        return new User(
                id,
                name,
                "user%d@example.com".formatted(id),
                random.nextInt(20_000),
                LegacyDate.OPENING.plusMinutes(id * 97L).plusSeconds(random.nextInt(60)));
    }

    private static String pick(List<String> from, RandomGenerator random) {
        return from.get(random.nextInt(from.size()));
    }
}
