package dev.reconcile.api.admission;

import dev.reconcile.api.Admission;
import java.util.List;

/** The admissions of a standard cluster, in the order of {@code pkg/kubeapiserver/options/plugins.go}. */
public final class StandardAdmissions {
    private StandardAdmissions() {}

    public static List<Admission> all() {
        return List.of(new NamespaceLifecycle(), new LimitRanger(), new PodServiceAccount(), new PodPriority(), new DefaultTolerations(),
                new StorageAdmission(), new RuntimeClasses(), new QuotaAdmission());
    }
}
