package dev.reconcile.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.reconcile.workshop.Problem;
import dev.reconcile.workshop.Problem.Code;
import dev.reconcile.workshop.Problem.Shape;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is wrong with a message that cannot be read: what it should be, and what it is. */
final class Misread {
    private static final Pattern TOLD = Pattern.compile("(?:from|coerce) ([\\w-]+) value");

    private Misread() {}

    static Problem problem(JsonProcessingException failure) {
        return new Problem(Code.MESSAGE_UNREADABLE, flaw(failure));
    }

    private static Problem flaw(JsonProcessingException failure) {
        return switch (failure) {
            case InvalidTypeIdException type -> type.getTypeId() == null ? new Problem(Code.FIELD_MISSING, "type")
                    : new Problem(Code.TYPE_UNKNOWN, type.getTypeId());
            case MismatchedInputException shape -> shape(shape);
            case JsonProcessingException syntax -> new Problem(Code.NOT_JSON, syntax.getLocation() == null ? 1 : syntax.getLocation().getLineNr(),
                    syntax.getLocation() == null ? 1 : syntax.getLocation().getColumnNr());
        };
    }

    private static Problem shape(MismatchedInputException failure) {
        String path = failure.getPath().stream().map(JsonMappingException.Reference::getFieldName).filter(Objects::nonNull).collect(Collectors.joining("."));
        Shape wanted = wanted(failure.getTargetType());
        Shape found = found(failure);
        return path.isEmpty() ? new Problem(Code.MISSHAPEN, wanted, found) : new Problem(Code.FIELD_MISSHAPEN, path, wanted, found);
    }

    private static Shape wanted(Class<?> type) {
        if (type == null || type == String.class) {
            return type == null ? Shape.OBJECT : Shape.TEXT;
        }
        if (Number.class.isAssignableFrom(type) || List.of(int.class, long.class, double.class).contains(type)) {
            return Shape.NUMBER;
        }
        if (type == Boolean.class || type == boolean.class) {
            return Shape.TRUTH;
        }
        return Collection.class.isAssignableFrom(type) ? Shape.LIST : Shape.OBJECT;
    }

    /** The parser is closed by now, so that only the message still knows. */
    private static Shape found(MismatchedInputException failure) {
        if (failure instanceof InvalidFormatException format && format.getValue() != null) {
            return switch (format.getValue()) {
                case Number number -> Shape.NUMBER;
                case Boolean truth -> Shape.TRUTH;
                default -> Shape.TEXT;
            };
        }
        Matcher told = TOLD.matcher(failure.getOriginalMessage());
        return switch (told.find() ? told.group(1) : "") {
            case "Object" -> Shape.OBJECT;
            case "Array" -> Shape.LIST;
            case "String" -> Shape.TEXT;
            case "Number", "Integer", "Floating-point" -> Shape.NUMBER;
            case "Boolean" -> Shape.TRUTH;
            default -> Shape.NULL;
        };
    }
}
