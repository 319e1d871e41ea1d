# fails: reverse
# web-2 and web-1 are deleted by hand instead of being scaled away, and come back.
kubectl apply -f web-statefulset.yaml
sleep 60
kubectl delete pod web-1
sleep 30
kubectl delete pod web-2
kubectl delete pod web-1
sleep 60
