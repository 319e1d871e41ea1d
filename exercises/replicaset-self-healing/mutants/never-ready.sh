# fails: created deleted healed looked scaled
# Five pods of an image that nobody has: the number is right, and none of them runs.
sed -i 's/myapp:v1/myapp:v9/' myapp-rs.yaml
kubectl create -f myapp-rs.yaml
sleep 30
kubectl delete $(kubectl get pods -o name | head -n 1)
kubectl scale rs myapp-rs --replicas=5
sleep 2m
kubectl describe rs myapp-rs
