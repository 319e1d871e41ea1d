# fails: created deleted healed looked scaled
# A Deployment of the same name keeps three pods as well, but it is not the ReplicaSet that was asked for.
kubectl create deployment myapp-rs --image=myapp:v1 --replicas=3
sleep 30
kubectl delete pod $(kubectl get pods -o name | head -n 1 | cut -d / -f 2)
sleep 30
kubectl scale deployment myapp-rs --replicas=5
sleep 30
kubectl describe rs
