# fails: kept retention reunited
# web-1 never goes, so its claim has nothing to outlive.
kubectl get pvc
kubectl delete pod web-0
sleep 30
kubectl scale statefulset web --replicas=2
sleep 60
kubectl scale statefulset web --replicas=3
sleep 90
