package dev.kiban.runtime.http.wire;

/// Header fields to be sent, in order. Names may have any case.
public interface FieldList {
    int size();

    CharSequence name(int index);

    CharSequence value(int index);
}
