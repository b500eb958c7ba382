package dev.kiban.app.terminal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/// Why a file could not be written, for people.
public final class Unwritten {
    private Unwritten() {}

    public static String why(IOException why) {
        return switch (why) {
            case NoSuchFileException _ -> "there is no such folder";
            case FileAlreadyExistsException _ -> "there is a file of that name";
            case AccessDeniedException _ -> "permission denied";
            default -> String.valueOf(why.getMessage());
        };
    }
}
