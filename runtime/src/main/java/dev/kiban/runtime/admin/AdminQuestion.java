package dev.kiban.runtime.admin;

import dev.kiban.runtime.admin.AdminPage.Answer;

/// What an [AdminServer] is asked by `POST`, in JSON: a question that has secrets in it, which are
/// no part of a URL. It changes nothing.
@FunctionalInterface
public interface AdminQuestion {

    /// The answer as of now. On a virtual thread; several at once.
    ///
    /// @param json as it was sent
    Answer answer(String json);
}
