# fails: deleted healed
# The pod that is deleted was never one of the ReplicaSet's, whatever its name says.
kubectl create -f myapp-rs.yaml
sleep 30
kubectl run myapp-rs-extra --image=myapp:v1 --labels=app=other
sleep 30
kubectl delete pod myapp-rs-extra
kubectl scale rs myapp-rs --replicas=5
sleep 30
kubectl describe rs myapp-rs
