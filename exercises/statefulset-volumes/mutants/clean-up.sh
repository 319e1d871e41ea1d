# fails: reunited retention
# The claims are deleted while their pods are away: the data is lost.
kubectl get pvc
kubectl delete pod web-0
sleep 30
kubectl scale statefulset web --replicas=1
sleep 60
kubectl delete pvc data-web-1 data-web-2
kubectl scale statefulset web --replicas=3
sleep 90
