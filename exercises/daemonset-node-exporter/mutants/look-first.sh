# fails: deleted looked replaced
# Looks before there is anything to see, and never again.
kubectl get pods -o wide 2> /dev/null
kubectl create -f node-exporter-daemonset.yaml
sleep 60
kubectl rollout restart daemonset node-exporter
sleep 5m
