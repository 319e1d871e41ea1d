# fails: scaled looked
kubectl create -f myapp-rs.yaml
sleep 30
kubectl delete $(kubectl get pods -o name | head -n 1)
sleep 30
kubectl scale rs myapp-rs --replicas=4
sleep 30
kubectl describe rs myapp-rs
