# fails: deleted everywhere looked replaced
# Four replicas are not one on every node.
kubectl create deployment node-exporter --image=prom/node-exporter:latest --replicas=4
sleep 60
kubectl get pods -o wide
kubectl delete $(kubectl get pods -o name | head -n 1)
sleep 30
