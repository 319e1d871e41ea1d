package dev.reconcile.web.kube;

import dev.reconcile.web.kube.remote.Upgrade;
import dev.reconcile.web.kube.remote.WebSocketChannels;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;
import java.util.List;

/** Lets the HTTP server agree to the protocols that Kubernetes' clients speak inside a WebSocket. */
@Singleton
public class SubProtocols implements HttpServerOptionsCustomizer {
    private static final List<String> KNOWN = List.of(WebSocketChannels.V5, WebSocketChannels.V4, Upgrade.TUNNEL);

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setWebSocketSubProtocols(KNOWN);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        options.setWebSocketSubProtocols(KNOWN);
    }
}
