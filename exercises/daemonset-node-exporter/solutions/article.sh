kubectl create -f node-exporter-daemonset.yaml
kubectl rollout status daemonset/node-exporter
kubectl get pods -o wide
kubectl delete $(kubectl get pods -l app=node-exporter -o name | head -n 1)
sleep 30
