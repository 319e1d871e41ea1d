package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.FileProblem;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.tools.Arguments.Grammar;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** {@code base64}: encodes UTF-8 text, or decodes to it. */
final class Base64Text extends Filter {
    static final Program PROGRAM = program(Arguments.reading(
            Grammar.of("dDiw:", "decode=d", "ignore-garbage=i", "wrap=w"), 1, Base64Text::new));

    private final Arguments arguments;
    private StringBuilder text = new StringBuilder();

    private Base64Text(Arguments arguments) {
        super(arguments.invocation, arguments.operands());
        this.arguments = arguments;
    }

    @Override
    void cannotRead(String name, FileProblem problem) {
        complain((problem == FileProblem.IS_DIRECTORY ? "read error: " : name + ": ") + problem.text());
        status = 1;
        stop();
    }

    @Override
    void line(String line, boolean newline) {
        text.append(line).append(newline ? "\n" : "");
    }

    @Override
    int finish() {
        if (status != 0) {
            return status;
        }
        if (arguments.has('d') || arguments.has('D')) {
            return decode();
        }
        String encoded = Base64.getEncoder().encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
        String width = arguments.value('w', "76");
        if (!width.matches("\\d{1,6}")) {
            complain("invalid wrap size: '" + width + "'");
            return 1;
        }
        int columns = Integer.parseInt(width);
        for (int i = 0; columns > 0 && i < encoded.length(); i += columns) {
            out(encoded.substring(i, Math.min(encoded.length(), i + columns)) + "\n");
        }
        out(columns == 0 ? encoded : "");
        return 0;
    }

    private int decode() {
        String encoded = text.toString().replace("\n", "");
        String usable = arguments.has('i') ? encoded.replaceAll("[^A-Za-z0-9+/=]", "") : encoded;
        try {
            byte[] decoded = usable.length() % 4 == 0 ? Base64.getDecoder().decode(usable) : null;
            if (decoded != null) {
                out(new String(decoded, StandardCharsets.UTF_8));
                return 0;
            }
        } catch (IllegalArgumentException e) {
            complain("invalid input");
            return 1;
        }
        String whole = usable.substring(0, usable.length() - usable.length() % 4);
        if (whole.matches("[A-Za-z0-9+/]*")) {
            out(new String(Base64.getDecoder().decode(whole), StandardCharsets.UTF_8));
        }
        complain("invalid input");
        return 1;
    }

    @Override
    Json own() {
        return Json.of("text", text.toString());
    }

    @Override
    void loadOwn(Json own) {
        text = new StringBuilder(own.textOrEmpty("text"));
    }
}
