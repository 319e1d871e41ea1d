# fails: deleted replaced
kubectl create -f node-exporter-daemonset.yaml
sleep 60
kubectl get pods -o wide
