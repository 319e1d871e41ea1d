package dev.reconcile.api.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.MergePatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pods that upstream refuses, new and changed; what the recordings do not have. */
class PodRulesTest {
    private static final String VOLUMES = "'volumes': [{'name': 'claim', 'persistentVolumeClaim': {'claimName': 'c'}}, {'name': 'empty', 'emptyDir': {}}]";
    private static final String BODY = "{'apiVersion': 'v1', 'kind': 'Pod', 'metadata': {'name': 'p'}, 'spec': {'serviceAccountName': 'default', " + VOLUMES
            + ", 'containers': [{'name': 'c', 'image': 'nginx'}]}}";

    private static Json json(String text) throws JsonText.Malformed {
        return JsonText.patch(text.replace('\'', '"'));
    }

    private static Json pod(String patch) throws JsonText.Malformed {
        return MergePatch.apply(json(BODY), json(patch));
    }

    private static String problems(String patch) throws JsonText.Malformed {
        return String.join("; ", Prepared.problems(pod(patch)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            'volumeDevices': [{'name': 'claim', 'devicePath': '/dev/x'}]   |
            'volumeDevices': [{'name': 'empty', 'devicePath': '/dev/x'}]   | .volumeDevices[0].name: Invalid value: "empty": can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode
            'volumeDevices': [{'name': 'none', 'devicePath': ''}]          | .volumeDevices[0].name: Not found: "none"; C.volumeDevices[0].devicePath: Required value
            'volumeDevices': [{'name': 'claim', 'devicePath': '/a/../b'}]  | .volumeDevices[0].devicePath: Invalid value: "/a/../b": can not contain backsteps ('..')
            'volumeDevices': [{'name': 'claim', 'devicePath': '/a'}], 'volumeMounts': [{'name': 'claim', 'mountPath': '/a'}] | .volumeMounts[0].name: Invalid value: "claim": must not already exist in volumeDevices; C.volumeMounts[0].mountPath: Invalid value: "/a": must not already exist as a path in volumeDevices; C.volumeDevices[0].name: Invalid value: "claim": must not already exist in volumeMounts; C.volumeDevices[0].devicePath: Invalid value: "/a": must not already exist as a path in volumeMounts
            'volumeMounts': [{'name': 'empty', 'mountPath': '/a', 'mountPropagation': 'Bidirectional'}] | .volumeMounts.mountPropagation: Forbidden: Bidirectional mount propagation is available only to privileged containers
            'volumeMounts': [{'name': 'empty', 'mountPath': '/a', 'mountPropagation': 'Both'}]  | .volumeMounts.mountPropagation: Unsupported value: "Both": supported values: "Bidirectional", "HostToContainer", "None"
            'volumeMounts': [{'name': 'empty', 'mountPath': '/a', 'recursiveReadOnly': 'Enabled'}] | .volumeMounts.recursiveReadOnly: Forbidden: may only be specified when readOnly is true
            'securityContext': {'seccompProfile': {'type': 'Localhost'}}   | .securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost
            'securityContext': {'seccompProfile': {}}                      | .securityContext.seccompProfile.type: Required value: type is required when seccompProfile is set
            'securityContext': {'seccompProfile': {'type': 'RuntimeDefault', 'localhostProfile': 'a'}} | .securityContext.seccompProfile.localhostProfile: Invalid value: {"Type":"RuntimeDefault","LocalhostProfile":"a"}: can only be set when seccomp type is Localhost
            'securityContext': {'seccompProfile': {'type': 'Local'}}       | .securityContext.seccompProfile.type: Unsupported value: "Local": supported values: "Localhost", "RuntimeDefault", "Unconfined"
            'securityContext': {'appArmorProfile': {'type': 'Localhost', 'localhostProfile': ' a'}} | .securityContext.appArmorProfile.localhostProfile: Invalid value: " a": must not be padded with whitespace
            'securityContext': {'procMount': 'Unmasked'}                   | .securityContext.procMount: Invalid value: "Unmasked": `hostUsers` must be false to use `Unmasked`
            'securityContext': {'allowPrivilegeEscalation': false, 'privileged': true} | .securityContext: Invalid value: {"Capabilities":null,"Privileged":true,"SELinuxOptions":null,"WindowsOptions":null,"RunAsUser":null,"RunAsGroup":null,"RunAsNonRoot":null,"ReadOnlyRootFilesystem":null,"AllowPrivilegeEscalation":false,"ProcMount":null,"SeccompProfile":null,"AppArmorProfile":null}: cannot set `allowPrivilegeEscalation` to false and `privileged` to true
            'securityContext': {'windowsOptions': {'runAsUserName': '. .'}} | .securityContext.windowsOptions.runAsUserName: Invalid value: ". .": runAsUserName's User cannot contain only periods or spaces
            'resizePolicy': [{'resourceName': 'cpu', 'restartPolicy': 'RestartContainer'}, {'resourceName': 'cpu', 'restartPolicy': 'No'}] | .resizePolicy[1]: Duplicate value: "cpu"; C.resizePolicy: Unsupported value: "No": supported values: "NotRequired", "RestartContainer"
            'env': [{'name': 'A', 'valueFrom': {'resourceFieldRef': {'resource': 'limits.cpu', 'divisor': '1m'}}}] |
            'env': [{'name': 'A', 'valueFrom': {'resourceFieldRef': {'resource': 'limits.cpu', 'divisor': '2'}}}] | .env[0].valueFrom.resourceFieldRef.divisor: Invalid value: "limits.cpu": only divisor's values 1m and 1 are supported with the cpu resource
            'env': [{'name': 'A', 'valueFrom': {'resourceFieldRef': {'resource': 'limits.ephemeral-storage', 'divisor': '3Mi'}}}] | .env[0].valueFrom.resourceFieldRef.divisor: Invalid value: "limits.ephemeral-storage": only divisor's values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the local ephemeral storage resource
            'resources': {'claims': [{'name': 'gpu'}]}                     | .resources.claims[0]: Not found: "gpu": must be one of the names in pod.spec.resourceClaims which is empty
            """)
    void a_container(String fields, String outcome) throws JsonText.Malformed {
        String expected = outcome == null ? "" : ("C" + outcome).replace("C.", "spec.containers[0].");

        assertThat(problems("{'spec': {'containers': [{'name': 'c', 'image': 'nginx', " + fields + "}]}}")).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'name': 'v', 'ephemeral': {'volumeClaimTemplate': {'spec': {'accessModes': ['ReadWriteOnce'], 'resources': {'requests': {'storage': '1Gi'}}}}}} |
            {'name': 'v', 'ephemeral': {}}                                                     | .ephemeral.volumeClaimTemplate: Required value
            {'name': 'v', 'ephemeral': {'volumeClaimTemplate': {'metadata': {'name': 'x'}, 'spec': {}}}} | .ephemeral.volumeClaimTemplate.metadata.name: Forbidden: cannot be set; V.ephemeral.volumeClaimTemplate.spec.accessModes: Required value: at least 1 access mode is required; V.ephemeral.volumeClaimTemplate.spec.resources[storage]: Required value
            {'name': 'v', 'emptyDir': {}, 'downwardAPI': {}}                                   | .downwarAPI: Forbidden: may not specify more than 1 volume type
            {'name': 'v', 'csi': {'driver': 'a_b'}}                                            | .csi.driver: Invalid value: "a_b": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')
            {'name': 'v', 'awsElasticBlockStore': {}}                                          | .awsElasticBlockStore.volumeID: Required value
            {'name': 'v', 'gcePersistentDisk': {}}                                             | .persistentDisk.pdName: Required value
            {'name': 'v', 'projected': {'sources': [{'secret': {'name': 's', 'items': [{'key': 'a', 'path': 'x'}]}}, {'configMap': {'name': 'm', 'items': [{'key': 'a', 'path': 'x'}]}}]}} | .projected: Invalid value: "m": conflicting duplicate paths
            {'name': 'v', 'projected': {'sources': [{'serviceAccountToken': {}}]}}             | .projected.path: Required value
            """)
    void a_volume(String volume, String outcome) throws JsonText.Malformed {
        String expected = outcome == null ? "" : ("V" + outcome).replace("V.", "spec.volumes[0].");

        assertThat(problems("{'spec': {'volumes': [" + volume + "]}}")).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'securityContext': {'sysctls': [{'name': 'A'}, {'name': 'net.core.somaxconn'}]}, 'hostNetwork': true} | spec.securityContext.sysctls[0].name: Invalid value: "A": must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$; spec.securityContext.sysctls[1].name: Invalid value: "net.core.somaxconn": may not be specified when 'hostNetwork' is true
            {'securityContext': {'supplementalGroupsPolicy': 'All', 'seLinuxChangePolicy': 'All'}} | spec.securityContext.supplementalGroupsPolicy: Unsupported value: "All": supported values: "Merge", "Strict"; spec.securityContext.seLinuxChangePolicy: Unsupported value: "All": supported values: "MountOption", "Recursive"
            {'securityContext': {'windowsOptions': {'hostProcess': true}}} | spec.hostNetwork: Invalid value: false: hostNetwork must be true if pod contains any hostProcess containers
            {'hostUsers': false, 'hostPID': true}                          | spec.HostPID: Forbidden: when `pod.Spec.HostUsers` is false
            {'os': {'name': 'beos'}}                                       | spec.os: Unsupported value: "beos": supported values: "linux", "windows"
            {'os': {'name': 'windows'}, 'securityContext': {'fsGroup': 5}} | spec.securityContext.fsGroup: Forbidden: cannot be set for a windows pod
            {'os': {'name': 'linux'}, 'securityContext': {'windowsOptions': {}}} | spec.securityContext.windowsOptions: Forbidden: windows options cannot be set for a linux pod
            {'preemptionPolicy': 'Always'}                                 | spec.preemptionPolicy: Unsupported value: "Always": supported values: "PreemptLowerPriority", "Never"
            {'overhead': {'cpus': '1'}}                                    | spec.overhead.limits[cpus]: Invalid value: "cpus": must be a standard resource type or fully qualified; spec.overhead.limits[cpus]: Invalid value: "cpus": must be a standard resource for containers
            {'schedulingGates': [{'name': 'a'}, {'name': 'a'}]}            | spec.schedulingGates[1]: Duplicate value: "a"
            {'resourceClaims': [{'name': 'gpu'}]}                          | spec.resourceClaims[0]: Invalid value: {"Name":"gpu","ResourceClaimName":null,"ResourceClaimTemplateName":null}: must specify one of: `resourceClaimName`, `resourceClaimTemplateName`
            {'dnsConfig': {'searches': ['.', '_sip.example.com', 'A']}}    | spec.dnsConfig.searches[2]: Invalid value: "A": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*')
            {'serviceAccountName': null, 'volumes': [{'name': 'v', 'projected': {'sources': [{'serviceAccountToken': {'path': 't'}}]}}]} | spec.volumes[0].projected.sources[0].serviceAccountToken: Forbidden: must not be specified when serviceAccountName is not set
            {'topologySpreadConstraints': [{'maxSkew': 1, 'topologyKey': 'zone', 'whenUnsatisfiable': 'DoNotSchedule'}, {'maxSkew': 2, 'topologyKey': 'zone', 'whenUnsatisfiable': 'DoNotSchedule'}]} | spec.topologySpreadConstraints[0].{topologyKey, whenUnsatisfiable}: Duplicate value: "{zone, DoNotSchedule}"
            {'affinity': {'podAffinity': {'requiredDuringSchedulingIgnoredDuringExecution': [{'topologyKey': 'zone', 'matchLabelKeys': ['a']}]}}} | spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].matchLabelKeys: Forbidden: must not be specified when labelSelector is not set
            """)
    void a_pod(String spec, String outcome) throws JsonText.Malformed {
        assertThat(problems("{'spec': " + spec + "}")).isEqualTo(outcome == null ? "" : outcome);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'controller.kubernetes.io/pod-deletion-cost': '+1'}            | [controller.kubernetes.io/pod-deletion-cost]: Invalid value: "+1": must be a 32bit integer
            {'controller.kubernetes.io/pod-deletion-cost': '-100'}          |
            {'kubernetes.io/config.mirror': 'a'}                            | [kubernetes.io/config.mirror]: Invalid value: "a": must set spec.nodeName if mirror pod annotation is set
            {'container.apparmor.security.beta.kubernetes.io/x': 'strict'}  | [container.apparmor.security.beta.kubernetes.io/x]: Invalid value: "x": container not found; metadata.annotations[container.apparmor.security.beta.kubernetes.io/x]: Invalid value: "strict": invalid AppArmor profile name: "strict"
            """)
    void annotations(String annotations, String outcome) throws JsonText.Malformed {
        assertThat(problems("{'metadata': {'annotations': " + annotations + "}}")).isEqualTo(outcome == null ? "" : "metadata.annotations" + outcome);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'schedulingGates': [{'name': 'a'}], 'nodeSelector': {'a': '1'}} | {'spec': {'nodeSelector': {'b': '2'}}}  |
            {'schedulingGates': [{'name': 'a'}], 'nodeSelector': {'a': '1'}} | {'spec': {'nodeSelector': {'a': '2'}}}  | spec.nodeSelector: Invalid value: {"a":"2"}: only additions to spec.nodeSelector are allowed (no mutations or deletions)
            {'schedulingGates': [{'name': 'a'}]} | {'spec': {'affinity': {'nodeAffinity': {'requiredDuringSchedulingIgnoredDuringExecution': {'nodeSelectorTerms': [{'matchExpressions': [{'key': 'a', 'operator': 'Exists'}]}]}}}}} |
            {'schedulingGates': [{'name': 'a'}]} | {'spec': {'schedulingGates': [{'name': 'b'}]}}                     | spec.schedulingGates[0].name: Forbidden: only deletion is allowed, but found new scheduling gate 'b'
            {'schedulingGates': [{'name': 'a'}], 'affinity': {'nodeAffinity': {'requiredDuringSchedulingIgnoredDuringExecution': {'nodeSelectorTerms': [{'matchExpressions': [{'key': 'a', 'operator': 'In', 'values': ['x']}]}]}}}} | {'spec': {'affinity': {'nodeAffinity': {'requiredDuringSchedulingIgnoredDuringExecution': {'nodeSelectorTerms': [{'matchExpressions': [{'key': 'a', 'operator': 'In', 'values': ['x']}]}, {'matchExpressions': [{'key': 'b', 'operator': 'Exists'}]}]}}}}} | spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: Invalid value: [{"MatchExpressions":[{"Key":"a","Operator":"In","Values":["x"]}],"MatchFields":null},{"MatchExpressions":[{"Key":"b","Operator":"Exists","Values":null}],"MatchFields":null}]: no additions/deletions to non-empty NodeSelectorTerms list are allowed
            {'activeDeadlineSeconds': 10}        | {'spec': {'activeDeadlineSeconds': 20}}                            | spec.activeDeadlineSeconds: Invalid value: 20: must be less than or equal to previous value
            {'nodeName': 'n'}                    | {'metadata': {'annotations': {'kubernetes.io/config.mirror': 'a'}}} | metadata.annotations[kubernetes.io/config.mirror]: Forbidden: may not add mirror pod annotation
            """)
    void a_change(String spec, String change, String outcome) throws JsonText.Malformed {
        KubeObject before = Prepared.created(pod("{'spec': " + spec + "}")).with("7", "metadata", "resourceVersion");
        KubeObject after = new KubeObject(MergePatch.apply(before.tree(), json(change)));

        assertThat(String.join("; ", Prepared.problems(before, after))).isEqualTo(outcome == null ? "" : outcome);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'requests': {'cpu': '200m'}}                    |
            {'requests': {'cpu': '200m'}, 'limits': {'cpu': '200m', 'memory': '1Gi'}} | spec: Invalid value: "Burstable": Pod QOS Class may not change as a result of resizing
            {}                                               | spec: Invalid value: "Burstable": Pod QOS Class may not change as a result of resizing; spec.containers[0].resources.requests: Forbidden: resource requests cannot be removed
            {'requests': {'cpu': '200m', 'ephemeral-storage': '1Gi'}} | spec: Forbidden: only cpu and memory resources are mutable
            """)
    void a_resize(String resources, String outcome) throws JsonText.Malformed {
        KubeObject before = Prepared.created(pod("{'spec': {'containers': [{'name': 'c', 'image': 'nginx', 'resources': {'requests': {'cpu': '100m'}}}]}}"))
                .with("7", "metadata", "resourceVersion");
        KubeObject sent = new KubeObject(MergePatch.apply(before.tree(), json(
                "{'spec': {'nodeName': 'n', 'containers': [{'name': 'c', 'image': 'other', 'resources': " + resources + "}]}}")));
        KubeObject after = Prepared.kind(before.tree()).rules().preparePart("resize", before, sent);

        assertThat(after.spec().objects("containers").getFirst().text("image")).isEqualTo("nginx");
        assertThat(after.spec().has("nodeName")).isFalse();
        assertThat(String.join("; ", Prepared.problems("resize", before, after))).isEqualTo(outcome == null ? "" : outcome);
    }

    @Test
    void the_claim_of_an_ephemeral_volume_is_no_one_elses() throws JsonText.Malformed {
        assertThat(problems("{'spec': {'volumes': [{'name': 'a', 'ephemeral': {'volumeClaimTemplate': {'spec': {'accessModes': ['ReadWriteOnce'],"
                + " 'resources': {'requests': {'storage': '1Gi'}}}}}}, {'name': 'b', 'persistentVolumeClaim': {'claimName': 'p-a'}}]}}"))
                .isEqualTo("spec.volumes[1].persistentVolumeClaim.claimName: Invalid value: \"p-a\":"
                        + " must not reference a PVC that gets created for an ephemeral volume");
    }
}
