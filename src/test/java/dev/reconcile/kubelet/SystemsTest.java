package dev.reconcile.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a container looks like that is built on one system or another. */
class SystemsTest {
    private final Lab lab = Lab.standard();

    private String printed(String image, String script) {
        lab.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: box}
                spec:
                  restartPolicy: Never
                  volumes: [{name: data, emptyDir: {}}]
                  containers:
                  - name: main
                    image: "%s"
                    volumeMounts: [{name: data, mountPath: /data}]
                    command:
                    - sh
                    - -c
                    - |
                %s
                """.formatted(image, script.indent(6))).after("40s");
        return lab.log("box");
    }

    @ParameterizedTest
    @CsvSource({"nginx:1.20, debian", "nginx:1.25-alpine, alpine", "alpine, alpine", "debian:12, debian", "ubuntu, ubuntu", "mysql:8.0, ol", "redis:7, debian"})
    void images_say_which_system_they_are_built_on(String image, String system) {
        assertThat(printed(image, ". /etc/os-release; echo $ID")).isEqualTo(system + "\n");
    }

    @ParameterizedTest
    @CsvSource({"busybox", "busybox:1.28", "registry.k8s.io/busybox:1.27.2"})
    void busybox_is_small_and_speaks_for_itself(String image) {
        assertThat(printed(image, "ls /; cat /etc/os-release; bash -c true; mkdir /etc; rm /etc/hostname /etc; echo $?; cat /etc/hostname; [[ a == a ]] && echo -e 'a\\tb'"))
                .isEqualTo("""
                        bin
                        data
                        dev
                        etc
                        home
                        lib
                        lib64
                        proc
                        root
                        sys
                        tmp
                        usr
                        var
                        cat: can't open '/etc/os-release': No such file or directory
                        sh: bash: not found
                        mkdir: can't create directory '/etc': File exists
                        rm: can't remove '/etc/hostname': Device or resource busy
                        rm: '/etc' is a directory
                        1
                        box
                        a\tb
                        """);
    }

    @Test
    void debian_speaks_as_gnu_does() {
        assertThat(printed("debian:12", "mkdir /etc; rm /etc/hostname; echo $?; cat /nosuch; ls /nosuch; nosuch; bash -c 'a=(1 2); echo ${a[@]}'")).isEqualTo("""
                mkdir: cannot create directory '/etc': File exists
                rm: cannot remove '/etc/hostname': Device or resource busy
                1
                cat: /nosuch: No such file or directory
                ls: cannot access '/nosuch': No such file or directory
                sh: 1: nosuch: not found
                1 2
                """);
    }

    @Test
    void disks_show_what_is_mounted() {
        assertThat(printed("busybox", "df -h /data; df | grep -c serviceaccount; df -h / | tail -n 1")).isEqualTo("""
                Filesystem                Size      Used Available Use% Mounted on
                /dev/vda1               100.0G     21.0G     79.0G  22% /data
                1
                overlay                 100.0G     21.0G     79.0G  22% /
                """);
    }
}
