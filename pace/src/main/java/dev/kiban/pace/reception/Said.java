package dev.kiban.pace.reception;

import java.util.function.UnaryOperator;

/// What a caller says of a job.
///
/// @param headers the value of each, by its name in lower case; an empty text if there is none
/// @param idempotencyKey an empty text if there is none
/// @param reserves whether it wants to know when its turn is, and not to be held until then
/// @param address where the caller is
public record Said(
        UnaryOperator<String> headers, String idempotencyKey, boolean reserves, String address) {}
