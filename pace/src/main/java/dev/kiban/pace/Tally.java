package dev.kiban.pace;

/// What came of the asks of a pace since the start.
final class Tally {
    long passed;
    long waited;
    long refused;
    long hungUp;
    long givenBack;
    long leasesEnded;
    int inLine;
}
