package dev.reconcile.web;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Lets messages carry {@link Json} as it is, and refuses nothing that a newer page may add. */
@Singleton
public class JsonModule implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(new SimpleModule().addSerializer(Json.class, new JsonSerializer<>() {
            @Override
            public void serialize(Json value, JsonGenerator generator, SerializerProvider provider) throws IOException {
                generator.writeRawValue(JsonText.compact(value));
            }
        }));
    }
}
