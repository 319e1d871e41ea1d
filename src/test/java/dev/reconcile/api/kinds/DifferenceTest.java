package dev.reconcile.api.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.MergePatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Refused changes as clusters of 1.34 were seen to print them. */
class DifferenceTest {
    private static final String POD = """
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "nginx", "resourceVersion": "7"}, "spec": {
              "serviceAccountName": "default",
              "containers": [{"name": "nginx", "image": "nginx", "volumeMounts": [
                {"name": "kube-api-access-qdscf", "readOnly": true, "mountPath": "/var/run/secrets/kubernetes.io/serviceaccount"}]}],
              "volumes": [{"name": "kube-api-access-qdscf", "projected": {"sources": [
                {"serviceAccountToken": {"expirationSeconds": 3607, "path": "token"}},
                {"configMap": {"name": "kube-root-ca.crt", "items": [{"key": "ca.crt", "path": "ca.crt"}]}},
                {"downwardAPI": {"items": [{"path": "namespace", "fieldRef": {"fieldPath": "metadata.namespace"}}]}}]}}]}}
            """;

    /** The lines behind the first one, which tells what may change. */
    private static String difference(Json body, String patch) throws JsonText.Malformed {
        KubeObject before = Prepared.created(body).with("7", "metadata", "resourceVersion");
        KubeObject after = new KubeObject(MergePatch.apply(before.tree(), JsonText.patch(patch.replace('\'', '"'))));
        String text = Prepared.problems(before, after).getFirst();
        return text.substring(text.indexOf('\n') + 1);
    }

    @Test
    void another_node() throws JsonText.Malformed {
        assertThat(difference(JsonText.patch(POD), "{'spec': {'nodeName': 'node01'}}")).isEqualTo("""
                @@ -140,7 +140,7 @@
                  "NodeSelector": null,
                  "ServiceAccountName": "default",
                  "AutomountServiceAccountToken": null,
                - "NodeName": "",
                + "NodeName": "node01",
                  "SecurityContext": {
                   "HostNetwork": false,
                   "HostPID": false,
                """);
    }

    @Test
    void a_pod_as_it_was_before_admission() throws JsonText.Malformed {
        String text = difference(JsonText.patch(POD), "{'spec': {'volumes': null, 'serviceAccountName': null, 'serviceAccount': null, 'nodeName': 'node01',"
                + " 'containers': [{'name': 'nginx', 'image': 'nginx', 'imagePullPolicy': 'Always', 'resources': {},"
                + " 'terminationMessagePath': '/dev/termination-log', 'terminationMessagePolicy': 'File'}]}}");

        assertThat(text).startsWith("""
                @@ -1,93 +1,5 @@
                 {
                - "Volumes": [
                -  {
                -   "Name": "kube-api-access-qdscf",
                -   "HostPath": null,
                """).contains("""
                -   "Projected": {
                -    "Sources": [
                -     {
                -      "Secret": null,
                -      "DownwardAPI": null,
                -      "ConfigMap": null,
                -      "ServiceAccountToken": {
                -       "Audience": "",
                -       "ExpirationSeconds": 3607,
                -       "Path": "token"
                -      },
                -      "ClusterTrustBundle": null,
                -      "PodCertificate": null
                -     },
                """).endsWith("""
                -    ],
                -    "DefaultMode": 420
                -   },
                -   "PortworxVolume": null,
                -   "ScaleIO": null,
                -   "StorageOS": null,
                -   "CSI": null,
                -   "Ephemeral": null,
                -   "Image": null
                -  }
                - ],
                + "Volumes": null,
                  "InitContainers": null,
                  "Containers": [
                   {
                @@ -107,17 +19,7 @@
                    "ResizePolicy": null,
                    "RestartPolicy": null,
                    "RestartPolicyRules": null,
                -   "VolumeMounts": [
                -    {
                -     "Name": "kube-api-access-qdscf",
                -     "ReadOnly": true,
                -     "RecursiveReadOnly": null,
                -     "MountPath": "/var/run/secrets/kubernetes.io/serviceaccount",
                -     "SubPath": "",
                -     "MountPropagation": null,
                -     "SubPathExpr": ""
                -    }
                -   ],
                +   "VolumeMounts": null,
                    "VolumeDevices": null,
                    "LivenessProbe": null,
                    "ReadinessProbe": null,
                @@ -138,9 +40,9 @@
                  "ActiveDeadlineSeconds": null,
                  "DNSPolicy": "ClusterFirst",
                  "NodeSelector": null,
                - "ServiceAccountName": "default",
                + "ServiceAccountName": "",
                  "AutomountServiceAccountToken": null,
                - "NodeName": "",
                + "NodeName": "node01",
                  "SecurityContext": {
                   "HostNetwork": false,
                   "HostPID": false,
                """);
    }

    @Test
    void a_claims_access_modes() throws JsonText.Malformed {
        Json claim = JsonText.patch("{\"apiVersion\": \"v1\", \"kind\": \"PersistentVolumeClaim\", \"metadata\": {\"name\": \"broken\"}, \"spec\": {"
                + "\"accessModes\": [\"ReadWriteMany\"], \"resources\": {\"requests\": {\"storage\": \"1Gi\"}}}}");

        assertThat(difference(claim, "{'spec': {'accessModes': ['ReadWriteOnce']}}")).isEqualTo("""
                @@ -1,6 +1,6 @@
                 {
                  "AccessModes": [
                -  "ReadWriteMany"
                +  "ReadWriteOnce"
                  ],
                  "Selector": null,
                  "Resources": {
                """);
    }

    @Test
    void lines_that_are_there_often_are_no_beginning_in_a_long_text() {
        List<String> a = new ArrayList<>(Collections.nCopies(251, "}"));
        List<String> b = new ArrayList<>(a);
        a.set(150, "x");
        b.set(150, "y");

        assertThat(Difference.unified(a, b)).startsWith("@@ -148,104 +148,104 @@\n }\n }\n }\n-x\n-}\n").endsWith("-}\n+y\n" + "+}\n".repeat(100));
        assertThat(Difference.unified(a.subList(60, 251), b.subList(60, 251))).isEqualTo("@@ -88,7 +88,7 @@\n }\n }\n }\n-x\n+y\n }\n }\n }\n");
        assertThat(Difference.unified(List.of(), List.of("x"))).isEqualTo("@@ -0,0 +1 @@\n+x\n");
    }
}
