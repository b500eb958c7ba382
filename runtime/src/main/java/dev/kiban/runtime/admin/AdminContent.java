package dev.kiban.runtime.admin;

import java.util.Map;

/// What an [AdminServer] has to say, by path.
///
/// @param pages to read
/// @param questions to ask
public record AdminContent(Map<String, AdminPage> pages, Map<String, AdminQuestion> questions) {

    public AdminContent {
        pages = Map.copyOf(pages);
        questions = Map.copyOf(questions);
    }

    /// Nothing but pages.
    public static AdminContent of(Map<String, AdminPage> pages) {
        return new AdminContent(pages, Map.of());
    }
}
