package dev.reconcile.web;

import dev.reconcile.model.Json;
import dev.reconcile.model.Yaml;
import dev.reconcile.web.kube.Address;
import dev.reconcile.workshop.Instants;
import dev.reconcile.workshop.Session;
import dev.reconcile.workshop.Token;
import dev.reconcile.workshop.Traffic;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How a learner's own kubectl, k9s or Helm finds the session's cluster, and whether it has. */
@Path("/api/sessions/{id}")
@RunOnVirtualThread
@Tag(name = "clients")
public class ClientsResource {
    /**
     * @param server address of the cluster's API
     * @param line one line for a shell, after which kubectl works on this cluster
     * @param client program and version that asked last; empty if none has
     * @param lastSeen RFC 3339, by the clock of this server; null if none has
     * @param requests so far
     * @param open watches and other connections that are open
     */
    public record Connection(String server, String line, String client, @Nullable String lastSeen, long requests, int open) {}

    private final Gate gate;

    @Context
    HttpHeaders headers;

    @Context
    UriInfo uri;

    public ClientsResource(Gate gate) {
        this.gate = gate;
    }

    @GET
    @Path("kubeconfig")
    @Produces("application/yaml")
    @Operation(summary = "A kubeconfig for the session's cluster")
    public Response kubeconfig(@PathParam("id") String id) {
        gate.enter(id, headers);
        return Response.ok(Yaml.print(kubeconfig(id, gate.token(id, headers).orElseThrow())))
                .header("Content-Disposition", "attachment; filename=\"reconcile-" + id + ".kubeconfig\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    private Json kubeconfig(String id, Token token) {
        String name = "reconcile-" + id;
        return Json.of(
                "apiVersion", "v1",
                "kind", "Config",
                "current-context", name,
                "clusters", List.of(Json.of("name", name, "cluster", Json.of("server", server(id, token)))),
                "users", List.of(Json.of("name", name, "user", Json.of("token", token.text()))),
                "contexts", List.of(Json.of("name", name, "context", Json.of("cluster", name, "user", name, "namespace", "default"))));
    }

    /** Without TLS kubectl would keep the token to itself, so the address carries it. */
    private String server(String id, Token token) {
        return Address.server(base(), id, token, uri.getBaseUri().getScheme().equals("http"));
    }

    private String base() {
        String base = uri.getBaseUri().toString();
        return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    @GET
    @Path("client")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "How to connect an own client, and the state of the connection")
    public Connection connection(@PathParam("id") String id) {
        Session session = gate.enter(id, headers);
        Token token = gate.token(id, headers).orElseThrow();
        String file = "reconcile-" + id + ".kubeconfig";
        String line = "curl -fsS -o %s -H 'Authorization: Bearer %s' %s/api/sessions/%s/kubeconfig && export KUBECONFIG=$PWD/%s"
                .formatted(file, token.text(), base(), id, file);
        Traffic.State state = session.clients().traffic().state();
        return new Connection(server(id, token), line, state.client(), state.lastSeen() == 0 ? null : Instants.text(state.lastSeen()), state.requests(),
                state.open());
    }
}
