kubectl apply -f node-exporter-daemonset.yaml
sleep 40
kubectl get pods -l app=node-exporter -o custom-columns=NAME:.metadata.name,NODE:.spec.nodeName
kubectl delete pod --field-selector spec.nodeName=worker-2
sleep 30
