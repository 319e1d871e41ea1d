package dev.reconcile.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Api;
import dev.reconcile.api.Caller;
import dev.reconcile.api.Options;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.kinds.StandardKinds;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.sim.Dice;
import dev.reconcile.sim.VirtualClock;
import dev.reconcile.store.Log;
import dev.reconcile.store.Store;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceAllocationTest {
    private final Log log = new Log();
    private final VirtualClock clock = new VirtualClock(0);
    private final Store store = new Store(log, clock);
    private final Api api = new Api(StandardKinds.registry(), store, log, clock, new Dice(1), List.of(new ServiceAllocation()));

    @Test
    void a_service_gets_an_address_that_no_other_has() {
        KubeObject one = created(service("one"));
        KubeObject two = created(service("two"));

        assertThat(ServiceAllocation.ADDRESSES.contains(one.spec().text("clusterIP"))).isTrue();
        assertThat(one.spec().texts("clusterIPs")).containsExactly(one.spec().text("clusterIP"));
        assertThat(two.spec().text("clusterIP")).isNotEqualTo(one.spec().text("clusterIP"));
    }

    @Test
    void a_headless_service_stays_without_one() {
        assertThat(created(service("db").with("None", "spec", "clusterIP")).spec().texts("clusterIPs")).containsExactly("None");
    }

    @Test
    void an_address_that_is_taken_or_elsewhere_is_refused() {
        String taken = created(service("one")).spec().text("clusterIP");

        assertThat(refused(service("two").with(taken, "spec", "clusterIP"))).isEqualTo("Service \"two\" is invalid: spec.clusterIPs: Invalid value: [\""
                + taken + "\"]: failed to allocate IP " + taken + ": provided IP is already allocated");
        assertThat(refused(service("two").with("10.0.0.1", "spec", "clusterIP"))).isEqualTo("Service \"two\" is invalid: spec.clusterIPs: "
                + "Invalid value: [\"10.0.0.1\"]: failed to allocate IP 10.0.0.1: the provided IP (10.0.0.1) is not in the valid range."
                + " The range of valid IPs is 10.96.0.0/12");
    }

    @Test
    void node_ports_are_given_where_they_are_wanted_and_kept() {
        KubeObject service = created(service("web").with("NodePort", "spec", "type"));
        long port = service.spec().objects("ports").getFirst().number(0, "nodePort");
        assertThat(port).isBetween(30_000L, 32_767L);

        KubeObject updated = updated(service.with(
                List.of(Json.of("port", 80, "targetPort", 8080)), "spec", "ports").with(null, "spec", "clusterIP").with(null, "spec", "clusterIPs"));
        assertThat(updated.spec().objects("ports").getFirst().number(0, "nodePort")).isEqualTo(port);
        assertThat(updated.spec().text("clusterIP")).isEqualTo(service.spec().text("clusterIP"));

        KubeObject plain = updated(updated.with("ClusterIP", "spec", "type"));
        assertThat(plain.spec().objects("ports").getFirst().has("nodePort")).isFalse();
    }

    @Test
    void a_node_port_out_of_range_is_refused() {
        KubeObject low = service("web").with("NodePort", "spec", "type").with(List.of(Json.of("port", 80, "nodePort", 99)), "spec", "ports");

        assertThat(refused(low)).isEqualTo("Service \"web\" is invalid: spec.ports[0].nodePort: Invalid value: 99: "
                + "provided port is not in the valid range. The range of valid ports is 30000-32767");
    }

    @Test
    void a_service_that_becomes_a_mere_name_gives_its_address_back() {
        KubeObject service = created(service("web"));

        KubeObject named = updated(service.with("ExternalName", "spec", "type").with("example.com", "spec", "externalName"));

        assertThat(named.spec().has("clusterIP")).isFalse();
        assertThat(named.spec().has("clusterIPs")).isFalse();
    }

    private static KubeObject service(String name) {
        return KubeObject.of("v1", "Service", "default", name).with(List.of(Json.of("port", 80)), "spec", "ports");
    }

    private Reply create(KubeObject service) {
        return api.handle(Request.create(Caller.learner(0), "services", "default", service.tree(), Options.NONE));
    }

    private KubeObject created(KubeObject service) {
        return accepted(create(service));
    }

    private KubeObject updated(KubeObject service) {
        return accepted(api.handle(Request.update(Caller.learner(0), "services", service, Options.NONE)));
    }

    private static KubeObject accepted(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.One.class);
        return ((Reply.One) reply).object();
    }

    private String refused(KubeObject service) {
        Reply reply = create(service);
        assertThat(reply).isInstanceOf(Reply.Failed.class);
        return ((Reply.Failed) reply).status().message();
    }
}
