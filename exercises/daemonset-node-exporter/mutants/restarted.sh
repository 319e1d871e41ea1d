# fails: deleted replaced
# The controller replaces them one by one, and nobody has deleted any.
kubectl create -f node-exporter-daemonset.yaml
sleep 60
kubectl get pods -o wide
kubectl rollout restart daemonset node-exporter
sleep 5m
