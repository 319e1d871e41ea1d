# fails: in-order same-name others-stayed reverse
# With Parallel all pods come at once.
sed -i 's/  serviceName: web/  serviceName: web\n  podManagementPolicy: Parallel/' web-statefulset.yaml
kubectl apply -f web-statefulset.yaml
sleep 60
kubectl delete pod web-1
sleep 30
kubectl scale statefulset web --replicas=1
sleep 60
