package dev.kiban.transcode.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrpcCodeTest {

    @ParameterizedTest
    @EnumSource
    void hasTheNumberOfGoogleRpcCode(GrpcCode code) {
        assertThat(Code.forNumber(code.number())).hasToString(code.name());
    }

    @Test
    void knowsAllCodes() {
        assertThat(GrpcCode.values()).hasSize(Code.values().length - 1); // without UNRECOGNIZED
    }

    @ParameterizedTest
    @CsvSource({
        "0, 200", "1, 499", "2, 500", "3, 400", "4, 504", "5, 404", "6, 409", "7, 403", "8, 429",
        "9, 400", "10, 409", "11, 400", "12, 501", "13, 500", "14, 503", "15, 500", "16, 401"
    })
    void hasTheHttpStatusOfGoogleRpcCode(int number, int httpStatus) {
        assertThat(GrpcCode.of(number).httpStatus()).isEqualTo(httpStatus);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 17, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void aNumberThatIsNoCodeIsUnknown(int number) {
        assertThat(GrpcCode.of(number)).isEqualTo(GrpcCode.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "0, OK",
        "5, NOT_FOUND",
        "16, UNAUTHENTICATED",
        "05, NOT_FOUND",
        "'', UNKNOWN",
        "17, UNKNOWN",
        "-1, UNKNOWN",
        "five, UNKNOWN",
        "005, UNKNOWN",
        "' 5', UNKNOWN"
    })
    void readsTheHeader(String value, GrpcCode code) {
        assertThat(GrpcCode.ofHeader(value)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "400, INTERNAL", "401, UNAUTHENTICATED", "403, PERMISSION_DENIED", "404, UNIMPLEMENTED",
        "429, UNAVAILABLE", "502, UNAVAILABLE", "503, UNAVAILABLE", "504, UNAVAILABLE",
        "200, UNKNOWN", "418, UNKNOWN", "500, UNKNOWN"
    })
    void knowsWhatAPlainHttpErrorOfAnUpstreamMeans(int httpStatus, GrpcCode code) {
        assertThat(GrpcCode.ofHttpStatus(httpStatus)).isEqualTo(code);
    }
}
