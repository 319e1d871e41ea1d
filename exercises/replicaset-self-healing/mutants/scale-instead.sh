# fails: deleted healed
# Down to two and up again also gives a new pod, but nothing was lost that had to be healed.
kubectl create -f myapp-rs.yaml
sleep 30
kubectl scale rs myapp-rs --replicas=2
sleep 60
kubectl scale rs myapp-rs --replicas=5
sleep 30
kubectl describe rs myapp-rs
