package dev.kiban.transcode;

/// A `conformance.ConformanceRequest`, as far as it matters here.
///
/// @param ignoresUnknown the test is one of those where unknown JSON fields are ignored
record ConformanceRequest(
        Input input, Format output, Slice payload, String messageType, boolean ignoresUnknown) {

    private static final int JSON_IGNORE_UNKNOWN_PARSING_TEST = 3;

    enum Input {
        PROTOBUF,
        JSON,
        OTHER,
        /// The runner's first question: which tests are expected to fail. None, as far as the
        /// testee knows.
        FAILURE_SET
    }

    enum Format {
        PROTOBUF,
        JSON,
        OTHER
    }

    static ConformanceRequest parse(byte[] bytes) {
        WireCursor in =
                new WireCursor(
                        Slice.of(bytes), JsonOptions.DEFAULT, new Limits(100, Integer.MAX_VALUE));
        Input input = Input.OTHER;
        Slice payload = Slice.of(new byte[0]);
        String messageType = "";
        long output = 0;
        long category = 0;
        while (in.pos < in.end) {
            int tag = in.tag();
            switch (tag >>> 3) {
                case 1, 2 -> {
                    input = tag >>> 3 == 1 ? Input.PROTOBUF : Input.JSON;
                    payload = bytes(in);
                }
                case 3 -> output = in.varint();
                case 4 -> messageType = bytes(in).toString();
                case 5 -> category = in.varint();
                default -> in.skip(tag);
            }
        }
        if (messageType.equals("conformance.FailureSet")) {
            input = Input.FAILURE_SET;
        }
        Format format = output == 1 ? Format.PROTOBUF : output == 2 ? Format.JSON : Format.OTHER;
        return new ConformanceRequest(
                input, format, payload, messageType, category == JSON_IGNORE_UNKNOWN_PARSING_TEST);
    }

    private static Slice bytes(WireCursor in) {
        int to = in.lengthEnd();
        Slice value = new Slice(in.bytes, in.pos, to);
        in.pos = to;
        return value;
    }
}
