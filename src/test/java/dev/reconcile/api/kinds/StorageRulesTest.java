package dev.reconcile.api.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.MergePatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Claims, volumes and their classes that upstream refuses, new and changed. */
class StorageRulesTest {
    private static final String VOLUME = "{'apiVersion': 'v1', 'kind': 'PersistentVolume', 'metadata': {'name': 'v'}, 'spec': {'accessModes': ['ReadWriteOnce'],"
            + " 'capacity': {'storage': '1Gi'}}}";
    private static final String CLAIM = "{'apiVersion': 'v1', 'kind': 'PersistentVolumeClaim', 'metadata': {'name': 'c'}, 'spec': {"
            + "'accessModes': ['ReadWriteOnce'], 'resources': {'requests': {'storage': '1Gi'}}}}";
    private static final String CLASS = "{'apiVersion': 'storage.k8s.io/v1', 'kind': 'StorageClass', 'metadata': {'name': 's'}, 'provisioner': 'a/b'}";

    private static Json json(String text) throws JsonText.Malformed {
        return JsonText.patch(text.replace('\'', '"'));
    }

    private static String problems(String body, String patch) throws JsonText.Malformed {
        return String.join("; ", Prepared.problems(MergePatch.apply(json(body), json(patch))));
    }

    private static String changed(String body, String patch, String change) throws JsonText.Malformed {
        KubeObject before = Prepared.created(MergePatch.apply(json(body), json(patch))).with("7", "metadata", "resourceVersion");
        before = patch.contains("volumeName") ? before.with("Bound", "status", "phase") : before;
        return String.join("; ", Prepared.problems(before, new KubeObject(MergePatch.apply(before.tree(), json(change)))));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'hostPath': {'path': '/a'}}                               |
            {}                                                         | spec: Required value: must specify a volume type
            {'hostPath': {'path': '/a'}, 'nfs': {'server': 's', 'path': '/'}} | spec.nfs: Forbidden: may not specify more than 1 volume type
            {'nfs': {'path': 'a'}}                                     | spec.nfs.server: Required value; spec.nfs.path: Invalid value: "a": must be an absolute path
            {'local': {'path': '/a'}}                                  | spec.nodeAffinity: Required value: Local volume requires node affinity
            {'local': {'path': '/a'}, 'nodeAffinity': {}}              | spec.nodeAffinity.required: Required value: must specify required node constraints
            {'local': {'path': '/a'}, 'nodeAffinity': {'required': {}}} | spec.nodeAffinity.required.nodeSelectorTerms: Required value: must have at least one node selector term
            {'csi': {'driver': 'd'}}                                   | spec.csi.volumeHandle: Required value
            {'hostPath': {'path': '/'}, 'persistentVolumeReclaimPolicy': 'Recycle'} | spec.persistentVolumeReclaimPolicy: Forbidden: may not be 'recycle' for a hostPath mount of '/'
            {'hostPath': {'path': '/a'}, 'capacity': {'storage': '-1'}} | spec.capacity[storage]: Invalid value: -1: must be a valid resource quantity; spec.capacity[storage]: Invalid value: "-1": must be greater than zero
            {'hostPath': {'path': '/a'}, 'volumeAttributesClassName': 'fast'} | spec.csi: Required value: has to be specified when using volumeAttributesClassName
            {'hostPath': {'path': '/a'}, 'storageClassName': 'A'}      | spec.storageClassName: Invalid value: "A": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')
            """)
    void a_volume(String spec, String outcome) throws JsonText.Malformed {
        assertThat(problems(VOLUME, "{'spec': " + spec + "}")).isEqualTo(outcome == null ? "" : outcome);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'hostPath': {'path': '/a'}} | {'spec': {'capacity': {'storage': '2Gi'}}}      |
            {'hostPath': {'path': '/a'}} | {'spec': {'volumeMode': 'Block'}}               | volumeMode: Invalid value: "Block": field is immutable
            {'hostPath': {'path': '/a'}} | {'spec': {'nodeAffinity': {'required': {'nodeSelectorTerms': [{'matchFields': [{'key': 'metadata.name', 'operator': 'In', 'values': ['n']}]}]}}}} |
            {'hostPath': {'path': '/a'}, 'nodeAffinity': {'required': {'nodeSelectorTerms': [{}]}}} | {'spec': {'nodeAffinity': null}} | nodeAffinity: Invalid value: "null": field is immutable, except for updating from beta label to GA
            """)
    void a_changed_volume(String spec, String change, String outcome) throws JsonText.Malformed {
        assertThat(changed(VOLUME, "{'spec': " + spec + "}", change)).isEqualTo(outcome == null ? "" : outcome);
    }

    @Test
    void a_volume_stays_where_its_data_are() throws JsonText.Malformed {
        assertThat(changed(VOLUME, "{'spec': {'hostPath': {'path': '/a'}}}", "{'spec': {'hostPath': {'path': '/b'}}}")).isEqualTo("""
                spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after creation
                @@ -2,7 +2,7 @@
                  "GCEPersistentDisk": null,
                  "AWSElasticBlockStore": null,
                  "HostPath": {
                -  "Path": "/a",
                +  "Path": "/b",
                   "Type": ""
                  },
                  "Glusterfs": null,
                """);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'dataSource': {'kind': 'PersistentVolumeClaim', 'name': 'other'}}  |
            {'dataSource': {'kind': 'PersistentVolumeClaim'}}                   | spec.dataSource.name: Required value; spec.dataSourceRef.name: Required value
            {'dataSourceRef': {'kind': 'Picture', 'name': 'other'}}             | spec.dataSource: Invalid value: "Picture": must be 'PersistentVolumeClaim' when referencing the default apiGroup; spec.dataSourceRef: Invalid value: "Picture": must be 'PersistentVolumeClaim' when referencing the default apiGroup
            {'accessModes': ['ReadWriteOncePod', 'ReadWriteMany']}              | spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes
            {'resources': {'requests': {'storage': '0'}}}                       | spec.resources[storage]: Invalid value: "0": must be greater than zero
            """)
    void a_claim(String spec, String outcome) throws JsonText.Malformed {
        assertThat(problems(CLAIM, "{'spec': " + spec + "}")).isEqualTo(outcome == null ? "" : outcome);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {}                   | {'spec': {'volumeName': 'v'}}                                      | fine
            {'volumeName': 'v'}  | {'spec': {'volumeName': 'w'}}                                      | spec: Forbidden: spec is immutable after creation
            {}                   | {'spec': {'resources': {'requests': {'storage': '2Gi'}}}}          | spec: Forbidden: spec is immutable after creation
            {'volumeName': 'v'}  | {'spec': {'resources': {'requests': {'storage': '2Gi'}}}}          | fine
            {'volumeName': 'v'}  | {'spec': {'storageClassName': 'fast'}}                             | fine
            {'volumeName': 'v', 'storageClassName': 'slow'} | {'spec': {'storageClassName': 'fast'}}  | spec: Forbidden: spec is immutable after creation
            {'volumeName': 'v'}  | {'metadata': {'annotations': {'volume.beta.kubernetes.io/storage-class': 'x'}}} | metadata.annotations.volume.beta.kubernetes.io/storage-class: Invalid value: "x": field is immutable
            """)
    void a_changed_claim(String spec, String change, String outcome) throws JsonText.Malformed {
        String problems = changed(CLAIM, "{'spec': " + spec + "}", change);

        assertThat(problems.isEmpty() ? "fine" : problems).startsWith(outcome);
    }

    @Test
    void a_claim_does_not_ask_for_less_than_it_has() throws JsonText.Malformed {
        KubeObject before = Prepared.created(json(CLAIM)).with("Bound", "status", "phase").with("1Gi", "status", "capacity", "storage");

        assertThat(Prepared.problems(before, before.with("500Mi", "spec", "resources", "requests", "storage")))
                .containsExactly("spec.resources.requests.storage: Forbidden: field can not be less than status.capacity");
    }

    @Test
    void a_source_of_data_is_told_in_both_fields() throws JsonText.Malformed {
        Json spec = Prepared.created(MergePatch.apply(json(CLAIM), json("{'spec': {'dataSource': {'kind': 'PersistentVolumeClaim', 'name': 'other'}}}"))).spec();

        assertThat(spec.object("dataSourceRef")).isEqualTo(spec.object("dataSource"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'allowedTopologies': [{'matchLabelExpressions': [{'key': 'zone', 'values': ['a']}]}]} |
            {'allowedTopologies': [{'matchLabelExpressions': [{'key': 'zone', 'values': ['a', 'a']}, {'key': 'zone', 'values': []}]}]} | allowedTopologies[0].matchLabelExpressions[0].values[1]: Duplicate value: "a"; allowedTopologies[0].matchLabelExpressions[1].values: Required value; allowedTopologies[0].matchLabelExpressions[1].key: Duplicate value: "zone"
            {'allowedTopologies': [{}, {}]}                     | allowedTopologies[1].matchLabelExpressions: Duplicate value: ""
            {'parameters': {'': 'a'}}                           | parameters: Invalid value: "": field can not be empty.
            """)
    void a_class(String patch, String outcome) throws JsonText.Malformed {
        assertThat(problems(CLASS, patch)).isEqualTo(outcome == null ? "" : outcome);
    }

    @Test
    void a_class_keeps_what_its_volumes_were_made_by() throws JsonText.Malformed {
        assertThat(changed(CLASS, "{}", "{'parameters': {'a': 'b'}, 'provisioner': 'c/d', 'reclaimPolicy': 'Retain', 'volumeBindingMode': 'WaitForFirstConsumer'}"))
                .isEqualTo("parameters: Forbidden: updates to parameters are forbidden.; provisioner: Forbidden: updates to provisioner are forbidden.;"
                        + " reclaimPolicy: Forbidden: updates to reclaimPolicy are forbidden.;"
                        + " volumeBindingMode: Invalid value: \"WaitForFirstConsumer\": field is immutable");
    }
}
