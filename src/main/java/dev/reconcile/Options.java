package dev.reconcile;

import dev.reconcile.persistence.StartRefused;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** What the command line asks for; what is absent is left to the settings of the application. */
record Options(Optional<Integer> port, Optional<String> host, Optional<Path> data, boolean help) {
    static final String USAGE = """
            Usage: start [--port N] [--host ADDRESS] [--data DIR]
              --port N        the port to serve on, 1 to 65535 (default 8080)
              --host ADDRESS  the address to serve on (default 127.0.0.1; 0.0.0.0 lets others on your network join)
              --data DIR      where to keep everything (default ~/.reconcile)
            With RECONCILE_JDBC_URL set, an external PostgreSQL is used and no data directory is needed.""";

    private static final int MAX_PORT = 65535;

    /** @throws StartRefused if there is an option that is not known, or a value that cannot be */
    static Options parse(List<String> words) {
        Options options = new Options(Optional.empty(), Optional.empty(), Optional.empty(), false);
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            String name = equals < 0 ? word : word.substring(0, equals);
            options = switch (name) {
                case "--help", "-h" -> new Options(options.port, options.host, options.data, true);
                case "--port" -> new Options(Optional.of(port(value(word, equals, rest))), options.host, options.data, options.help);
                case "--host" -> new Options(options.port, Optional.of(value(word, equals, rest)), options.data, options.help);
                case "--data" -> new Options(options.port, options.host, Optional.of(Path.of(value(word, equals, rest))), options.help);
                default -> throw new StartRefused("Unknown option " + name + ": there are --port N, --host ADDRESS and --data DIR.");
            };
        }
        return options;
    }

    private static String value(String word, int equals, Iterator<String> rest) {
        String value = equals >= 0 ? word.substring(equals + 1) : rest.hasNext() ? rest.next() : "";
        if (value.isBlank() || equals < 0 && value.startsWith("--")) {
            throw new StartRefused("The option " + (equals < 0 ? word : word.substring(0, equals)) + " needs a value.");
        }
        return value;
    }

    private static int port(String text) {
        if (text.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= MAX_PORT) {
                return port;
            }
        }
        throw new StartRefused("The port has to be a number from 1 to 65535, not \"" + text + "\".");
    }
}
