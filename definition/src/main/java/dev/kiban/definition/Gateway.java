package dev.kiban.definition;

import java.util.Optional;

/// What holds for all routes of a directory.
///
/// @param access who may call the routes that do not say so themselves; empty if each must
/// @param at where the document starts
public record Gateway(String name, Metadata metadata, Optional<AccessRule> access, Location at) {}
