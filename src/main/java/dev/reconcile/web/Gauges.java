package dev.reconcile.web;

import dev.reconcile.workshop.Sessions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;

/** What an operator wants to see of the lab itself on {@code /q/metrics}, beside what the framework measures. */
@ApplicationScoped
class Gauges {
    void register(@Observes Startup event, MeterRegistry registry, Sessions sessions) {
        Gauge.builder("reconcile.sessions", sessions, Sessions::count)
                .description("Sessions in memory")
                .register(registry);
    }
}
