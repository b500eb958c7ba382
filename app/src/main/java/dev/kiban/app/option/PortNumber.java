package dev.kiban.app.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads the number of a port, 0 for any free one.
public final class PortNumber implements ITypeConverter<Integer> {
    private static final int MAX = 65_535;

    @Override
    public Integer convert(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= MAX) {
                return port;
            }
        } catch (NumberFormatException e) {
            // no number is no port either
        }
        throw new TypeConversionException("'%s' is no port: 0 to %d".formatted(text, MAX));
    }
}
