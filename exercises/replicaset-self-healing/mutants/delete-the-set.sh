# fails: deleted healed scaled looked
# The whole ReplicaSet is deleted and made again.
kubectl create -f myapp-rs.yaml
sleep 30
kubectl delete rs myapp-rs
kubectl create -f myapp-rs.yaml
sleep 30
kubectl describe rs myapp-rs
