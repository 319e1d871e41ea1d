# fails: reverse
kubectl apply -f web-statefulset.yaml
sleep 60
kubectl delete pod web-1
sleep 30
kubectl scale statefulset web --replicas=0
sleep 60
