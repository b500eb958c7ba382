package dev.kiban.fleamarket.push;

/// One push to one phone.
///
/// @param id unique, and begins with its campaign: `spring-17`
record Message(String id) {
    static Message of(String campaign, int number) {
        return new Message(campaign + "-" + number);
    }

    String campaign() {
        return id.substring(0, id.lastIndexOf('-'));
    }
}
