package dev.reconcile.workshop;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.store.Entry;
import dev.reconcile.store.EntryJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** The bytes that the journal keeps: entries as JSON lines, and the tail as one JSON object, both deflated. */
final class Chunks {
    private Chunks() {}

    static Journal.Chunk of(List<Entry> entries) {
        StringBuilder lines = new StringBuilder();
        for (Entry entry : entries) {
            lines.append(EntryJson.write(entry)).append('\n');
        }
        return new Journal.Chunk(entries.getFirst().position(), entries.getLast().position(), deflated(lines.toString()));
    }

    static List<Json> entries(Journal.Chunk chunk) {
        return inflated(chunk.entries()).lines().map(Chunks::entry).toList();
    }

    /** An entry may hold a patch, in which null says that a field went. */
    private static Json entry(String line) {
        try {
            return JsonText.patch(line);
        } catch (JsonText.Malformed e) {
            throw new IllegalStateException("own text is not JSON", e);
        }
    }

    static byte[] tail(Json tail) {
        return deflated(tail.toString());
    }

    static Json tail(byte[] bytes) {
        return JsonText.trusted(inflated(bytes));
    }

    private static byte[] deflated(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
            deflater.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String inflated(byte[] bytes) {
        try (InflaterInputStream inflater = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            return new String(inflater.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
