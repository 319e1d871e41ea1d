package dev.reconcile.shell;

import java.util.Locale;

/** The shells' own words for what goes wrong, after dash 0.5.12 and bash 5.2. */
final class Complaints {
    private Complaints() {}

    static String prefix(ShellState state, int line) {
        return switch (state.dialect()) {
            case DASH -> state.name() + ": " + line + ": ";
            case ASH -> state.name() + ": ";
            case BASH -> state.interactive() ? "bash: " : state.name() + ": line " + line + ": ";
        };
    }

    static String syntax(SyntaxProblem problem, Dialect dialect) {
        if (problem.kind() == SyntaxProblem.Kind.UNSUPPORTED) {
            return problem.subject();
        }
        return switch (dialect) {
            case DASH -> dashSyntax(problem);
            case ASH -> ashSyntax(problem);
            case BASH -> bashSyntax(problem);
        };
    }

    private static String dashSyntax(SyntaxProblem problem) {
        String subject = problem.subject();
        boolean token = problem.kind() == SyntaxProblem.Kind.UNEXPECTED || subject.equals(SyntaxProblem.END_OF_FILE);
        String expected = problem.expected() == null ? "" : " (expecting " + problem.expected() + ")";
        return "Syntax error: " + subject + (token ? " unexpected" + expected : "");
    }

    private static String ashSyntax(SyntaxProblem problem) {
        String subject = problem.subject();
        boolean token = problem.kind() == SyntaxProblem.Kind.UNEXPECTED || subject.equals(SyntaxProblem.END_OF_FILE);
        String expected = problem.expected() == null ? "" : " (expecting " + problem.expected() + ")";
        return "syntax error: " + (token ? "unexpected " + subject + expected : subject.substring(0, 1).toLowerCase(Locale.ROOT) + subject.substring(1));
    }

    /** The whole complaint. Builtins of ash tell their line, which within {@code -c} is 0. */
    static String whole(ShellState state, int line, String message) {
        int colon = message.indexOf(": ");
        boolean builtin = state.dialect() == Dialect.ASH && !state.interactive() && colon > 0 && Builtins.isBuiltin(message.substring(0, colon), Dialect.ASH);
        return prefix(state, line) + (builtin ? message.substring(0, colon) + ": line " + (line - 1) + message.substring(colon) : message);
    }

    /** Says what is wrong with a text; where nobody types, bash shows the line, too. */
    static void explain(Shell shell, SyntaxProblem problem, Frame frame, boolean eval) {
        ShellState state = shell.state();
        String within = eval ? "eval: " : "";
        if (state.dialect() != Dialect.BASH || problem.kind() == SyntaxProblem.Kind.UNSUPPORTED) {
            shell.complain(within + syntax(problem, state.dialect()));
            return;
        }
        String place = state.name() + ": " + within + "line " + problem.line() + ": ";
        Output to = shell.descriptors()[2].output();
        to.line((state.interactive() ? prefix(state, problem.line()) : place) + syntax(problem, state.dialect()));
        if (problem.kind() == SyntaxProblem.Kind.UNEXPECTED && frame != null && frame.source != null && !state.interactive()) {
            to.line(place + "`" + frame.source.lines().skip(problem.line() - 1).findFirst().orElse("") + "'");
        }
    }

    private static String bashSyntax(SyntaxProblem problem) {
        String subject = problem.subject();
        return switch (problem.kind()) {
            case UNEXPECTED -> "syntax error near unexpected token `" + subject.replace("\"", "") + "'";
            case INCOMPLETE -> subject.equals(SyntaxProblem.END_OF_FILE) ? "syntax error: unexpected end of file"
                    : subject.equals(SyntaxProblem.UNTERMINATED_QUOTES) ? "unexpected EOF while looking for matching `" + (problem.expected() == null ? "\"" : problem.expected()) + "'"
                    : "syntax error: " + subject;
            case OTHER, UNSUPPORTED -> "syntax error: " + subject;
        };
    }

    static String notStarted(String name, Launcher.Launch launch, Dialect dialect) {
        if (launch.status() == 127 && dialect == Dialect.BASH) {
            return name + (name.contains("/") ? ": " + FileProblem.NOT_FOUND.text() : ": command not found");
        }
        return name + ": " + launch.problem();
    }

    static String badSubstitution(String name, Dialect dialect) {
        return dialect != Dialect.BASH ? "Bad substitution" : "${" + name + "}: bad substitution";
    }

    static String cannotRead(String path, FileProblem problem, Dialect dialect) {
        return switch (dialect) {
            case DASH -> "cannot open " + path + ": " + (problem == FileProblem.NOT_FOUND ? "No such file" : problem.text());
            case ASH -> "can't open " + path + ": " + (problem == FileProblem.NOT_FOUND ? "no such file" : problem.text());
            case BASH -> path + ": " + problem.text();
        };
    }

    static String cannotWrite(String path, FileProblem problem, Dialect dialect) {
        return switch (dialect) {
            case DASH -> "cannot create " + path + ": " + (problem == FileProblem.NOT_FOUND ? "Directory nonexistent" : problem.text());
            case ASH -> "can't create " + path + ": " + (problem == FileProblem.NOT_FOUND ? "nonexistent directory" : problem.text());
            case BASH -> path + ": " + problem.text();
        };
    }

    /** What a command ends with whose redirection failed. */
    static int redirectionStatus(Dialect dialect) {
        return dialect == Dialect.DASH ? 2 : 1;
    }
}
