kubectl create -f myapp-rs.yaml
sleep 30
kubectl delete $(kubectl get pods -o name | head -n 1)
sleep 30
kubectl scale replicaset myapp-rs --replicas=5
sleep 30
kubectl get rs
kubectl describe rs myapp-rs
