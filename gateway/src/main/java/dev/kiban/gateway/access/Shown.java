package dev.kiban.gateway.access;

/// What a request shows of who calls.
public sealed interface Shown {

    /// Nothing that we know how to read.
    record Nothing() implements Shown {
        static final Nothing NOTHING = new Nothing();
    }

    /// It is proven who calls.
    record Proven(Identity identity) implements Shown {}

    /// Something that proves nothing.
    ///
    /// @param why without a word of what was shown
    record Unproven(String why) implements Shown {}

    /// An API key that nobody has.
    record KeyUnknown() implements Shown {}

    /// A client certificate that proves nothing.
    ///
    /// @param why without a word of what was shown
    record CertificateRefused(String why) implements Shown {}

    /// Something signed with a key that is not here.
    ///
    /// @param searching whether it is being looked for
    /// @param othersKnown whether any key of that issuer is here
    record KeyMissing(boolean searching, boolean othersKnown) implements Shown {}
}
