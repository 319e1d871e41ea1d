package dev.reconcile.workshop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.exercise.Grading.State;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An item is met by whatever does the right thing: which command it was is never asked. The learner's own kubectl is in {@code RealKubectlTest}. */
class AlternativesTest {
    private static final String MANIFEST = "sed s/nginx-deployment/nginx/ nginx-deployment.yaml";
    private static final String MADE = "kubectl create deployment nginx --image=nginx:1.20 --replicas=3; kubectl rollout status deployment/nginx; ";
    private static final String UPDATED = MADE + "kubectl set image deployment/nginx nginx=nginx:1.21; kubectl rollout status deployment/nginx; ";

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiterString = " || ", value = {
        "create a Deployment    || kubectl create deployment nginx --image=nginx:1.20 --replicas=3",
        "create and scale       || kubectl create deployment nginx --image=nginx:1.20; kubectl scale deployment nginx --replicas=3",
        "create from a file     || " + MANIFEST + " | kubectl create -f -",
        "apply a file           || " + MANIFEST + " | kubectl apply -f -",
        "apply on the server    || " + MANIFEST + " | kubectl apply --server-side -f -",
        "what a dry run printed || kubectl create deployment nginx --image=nginx:1.20 --replicas=3 --dry-run=client -o yaml | kubectl apply -f -"})
    void a_deployment_is_made(String way, String command) {
        assertThat(met("created", command + "; sleep 60")).as(way).isTrue();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiterString = " || ", value = {
        "set image       || kubectl set image deployment/nginx nginx=nginx:1.21",
        "edit            || KUBE_EDITOR='sed -i s/nginx:1.20/nginx:1.21/' kubectl edit deployment nginx",
        "patch           || kubectl patch deployment nginx -p '{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"nginx\",\"image\":\"nginx:1.21\"}]}}}}'",
        "JSON patch      || kubectl patch deployment nginx --type=json"
                + " -p '[{\"op\":\"replace\",\"path\":\"/spec/template/spec/containers/0/image\",\"value\":\"nginx:1.21\"}]'",
        "get and apply   || kubectl get deployment nginx -o yaml | sed s/nginx:1.20/nginx:1.21/ | kubectl apply -f -",
        "get and replace || kubectl get deployment nginx -o yaml | sed s/nginx:1.20/nginx:1.21/ | kubectl replace -f -",
        "apply the file  || " + MANIFEST + " | sed s/nginx:1.20/nginx:1.21/ | kubectl apply -f -"})
    void an_image_is_changed(String way, String command) {
        assertThat(met("updated", MADE + command + "; sleep 60")).as(way).isTrue();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiterString = " || ", value = {
        "undo        || kubectl rollout undo deployment/nginx",
        "to revision || kubectl rollout undo deployment/nginx --to-revision=1",
        "set image   || kubectl set image deployment/nginx nginx=nginx:1.20",
        "edit        || KUBE_EDITOR='sed -i s/nginx:1.21/nginx:1.20/' kubectl edit deployment nginx"})
    void a_version_is_taken_back(String way, String command) {
        assertThat(met("rolled-back", UPDATED + command + "; sleep 60")).as(way).isTrue();
    }

    private static boolean met(String item, String script) {
        Rehearsal rehearsal = new Rehearsal(Exercises.read(Path.of("exercises")), "deployment-rollout", 1);
        rehearsal.run(script);
        return rehearsal.items(State.MET, true).contains(item);
    }
}
