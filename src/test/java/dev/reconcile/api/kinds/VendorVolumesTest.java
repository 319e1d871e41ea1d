package dev.reconcile.api.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.JsonText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses of vendors' volumes: rows of upstream's {@code TestValidateVolumes} and of the tests beside it. */
class VendorVolumesTest {
    private static String problems(String object) throws JsonText.Malformed {
        return String.join("; ", Prepared.problems(JsonText.trusted(object.replace('\'', '"'))));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            'iscsi': {'targetPortal': '127.0.0.1', 'iqn': 'iqn.2015-02.example.com:test', 'lun': 1}       |
            'iscsi': {'targetPortal': '127.0.0.1', 'iqn': 'eui.0123456789ABCDEF', 'lun': 1}               |
            'iscsi': {'targetPortal': '127.0.0.1', 'iqn': 'naa.60014055F41E4DAD9E6F5C5A6BCFA8B5', 'lun': 1} |
            'iscsi': {'targetPortal': '127.0.0.1', 'iqn': 'iqn.2015-02.example.com:a,b', 'lun': 1}        | .iscsi.iqn: Invalid value: "iqn.2015-02.example.com:a,b": must be valid format
            'iscsi': {'targetPortal': '127.0.0.1', 'iqn': 'x', 'lun': 256}                                | .iscsi.iqn: Invalid value: "x": must be valid format starting with iqn, eui, or naa; V.iscsi.lun: Invalid value: 256: must be between 0 and 255, inclusive
            'iscsi': {'targetPortal': '127.0.0.1', 'iqn': 'eui.0123456789ABCDEF', 'lun': 1, 'chapAuthSession': true} | .iscsi.secretRef: Required value
            'fc': {'targetWWNs': ['some_wwn'], 'lun': 1}                                                  |
            'fc': {'wwids': ['some_wwid']}                                                                |
            'fc': {}                                                                                      | .fc.targetWWNs: Required value: must specify either targetWWNs or wwids, but not both
            'fc': {'targetWWNs': ['a'], 'wwids': ['b']}                                                   | .fc.targetWWNs: Invalid value: ["a"]: targetWWNs and wwids can not be specified simultaneously; V.fc.lun: Required value: lun is required if targetWWNs is specified
            'gcePersistentDisk': {'pdName': 'd', 'partition': 256}                                        | .persistentDisk.partition: Invalid value: 256: must be between 1 and 255, inclusive
            'quobyte': {'registry': 'reg1:7861,reg2', 'volume': 'v'}                                      | .quobyte.registry: Invalid value: "reg1:7861,reg2": must be a host:port pair or multiple pairs separated by commas
            'quobyte': {'volume': 'v'}                                                                    | .quobyte.registry: Required value: must be a host:port pair or multiple pairs separated by commas
            'quobyte': {'registry': 'reg1:7861,[::1]:80'}                                                 | .quobyte.volume: Required value
            'flexVolume': {'driver': 'd', 'options': {'key': 'v', 'Kubernetes.io/a': 'v', 'k8s.io': 'v'}} | .flexVolume.options[Kubernetes.io/a]: Invalid value: "Kubernetes.io/a": kubernetes.io and k8s.io namespaces are reserved; V.flexVolume.options[k8s.io]: Invalid value: "k8s.io": kubernetes.io and k8s.io namespaces are reserved
            'flocker': {}                                                                                 | .flocker: Required value: one of datasetName and datasetUUID is required
            'flocker': {'datasetName': 'a/b', 'datasetUUID': 'u'}                                         | .flocker: Invalid value: "resource": datasetName and datasetUUID can not be specified simultaneously; V.flocker.datasetName: Invalid value: "a/b": must not contain '/'
            'azureDisk': {'diskName': 'd', 'diskURI': 'x', 'kind': 'Managed', 'cachingMode': 'All'}       | .azureDisk.cachingMode: Unsupported value: "All": supported values: "None", "ReadOnly", "ReadWrite"; V.azureDisk.diskURI: Unsupported value: "x": supported values: "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}"
            'storageos': {'volumeName': 'a.b', 'secretRef': {}}                                           | .storageos.volumeName: Invalid value: "a.b": must not contain dots; V.storageos.secretRef.name: Required value
            'csi': {'driver': 'd.io', 'nodePublishSecretRef': {}}                                         | .csi.nodePublishSecretRef.name: Required value
            """)
    void in_a_pod(String source, String outcome) throws JsonText.Malformed {
        String pod = "{'apiVersion': 'v1', 'kind': 'Pod', 'metadata': {'name': 'p'}, 'spec': {'containers': [{'name': 'c', 'image': 'nginx'}], 'volumes': [{'name': 'v', "
                + source + "}]}}";

        assertThat(problems(pod)).isEqualTo(outcome == null ? "" : ("V" + outcome).replaceAll("(^|; )V\\.", "$1spec.volumes[0]."));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            'iscsi': {'targetPortal': '127.0.0.1', 'iqn': 'x', 'lun': 1, 'secretRef': {}}                 | .iscsi.iqn: Invalid value: "x": must be valid format; V.iscsi.secretRef.name: Required value
            'iscsi': {'targetPortal': '0123456789012345678901234567890123456789012345678901234567890123', 'iqn': 'eui.0123456789ABCDEF', 'lun': 1, 'initiatorName': 'eui.0123456789ABCDEF'} | .iscsi.targetportal: Invalid value: "0123456789012345678901234567890123456789012345678901234567890123": Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.
            'cinder': {'volumeID': 'x', 'secretRef': {'name': 's'}}                                       | .cinder.secretRef.namespace: Required value
            'azureFile': {'secretName': 's', 'shareName': 'h', 'secretNamespace': ''}                     | .azureFile.secretNamespace: Required value
            'glusterfs': {'endpoints': 'e', 'path': 'p', 'endpointsNamespace': ''}                        | .glusterfs.endpointsNamespace: Invalid value: "": if the endpointnamespace is set, it must be a valid namespace name
            'csi': {'driver': 'd.io', 'volumeHandle': 'h', 'nodePublishSecretRef': {'name': 's'}}         | .csi.nodePublishSecretRef.namespace: Required value
            """)
    void of_the_cluster(String source, String outcome) throws JsonText.Malformed {
        String volume = "{'apiVersion': 'v1', 'kind': 'PersistentVolume', 'metadata': {'name': 'v'}, 'spec': {'capacity': {'storage': '1Gi'}, 'accessModes': ['ReadWriteOnce'], "
                + source + "}}";

        assertThat(problems(volume)).isEqualTo(("V" + outcome).replaceAll("(^|; )V\\.", "$1spec."));
    }
}
