package dev.kiban.runtime.telemetry.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// All metrics at one moment, written out.
///
/// @param contentType what `body` is, for the header of that name
/// @param body UTF-8 text; not copied, the reader owns it
@SuppressWarnings("ArrayRecordComponent") // handed straight to a socket, never compared
public record Exposition(String contentType, byte[] body) {

    static Exposition of(MetricSnapshots snapshots, String accept) {
        ExpositionFormatWriter writer = writer(accept);
        ByteArrayOutputStream body = new ByteArrayOutputStream(16 * 1024);
        try {
            writer.write(body, snapshots);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // cannot happen: memory does not fail to be written
        }
        return new Exposition(writer.getContentType(), body.toByteArray());
    }

    private static ExpositionFormatWriter writer(String accept) {
        OpenMetricsTextFormatWriter openMetrics = OpenMetricsTextFormatWriter.create();
        return openMetrics.accepts(accept) ? openMetrics : PrometheusTextFormatWriter.create();
    }
}
