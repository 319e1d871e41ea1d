package dev.reconcile.shell.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Prints values as jq does.
 *
 * @param indent what one level is moved in by; empty for everything on one line
 * @param sorted whether the names of an object are sorted
 */
record JqText(String indent, boolean sorted) {
    String of(JsonNode value) {
        StringBuilder text = new StringBuilder();
        write(value, "\n", text);
        return text.toString();
    }

    private void write(JsonNode value, String line, StringBuilder text) {
        if (value.isObject()) {
            object(value, line, text);
        } else if (value.isArray()) {
            array(value, line, text);
        } else if (value.isDouble() && value.doubleValue() == Math.rint(value.doubleValue()) && Math.abs(value.doubleValue()) < 1e17) {
            text.append((long) value.doubleValue());
        } else {
            text.append(value);
        }
    }

    private void object(JsonNode value, String line, StringBuilder text) {
        List<Map.Entry<String, JsonNode>> fields = new ArrayList<>();
        value.fields().forEachRemaining(fields::add);
        if (sorted) {
            fields.sort(Map.Entry.comparingByKey());
        }
        text.append('{');
        String inner = line + indent;
        for (int i = 0; i < fields.size(); i++) {
            text.append(i == 0 ? "" : ",").append(indent.isEmpty() ? "" : inner);
            text.append(TextNode.valueOf(fields.get(i).getKey())).append(indent.isEmpty() ? ":" : ": ");
            write(fields.get(i).getValue(), inner, text);
        }
        text.append(fields.isEmpty() || indent.isEmpty() ? "" : line).append('}');
    }

    private void array(JsonNode value, String line, StringBuilder text) {
        text.append('[');
        String inner = line + indent;
        boolean first = true;
        for (Iterator<JsonNode> items = value.elements(); items.hasNext(); first = false) {
            text.append(first ? "" : ",").append(indent.isEmpty() ? "" : inner);
            write(items.next(), inner, text);
        }
        text.append(first || indent.isEmpty() ? "" : line).append(']');
    }
}
