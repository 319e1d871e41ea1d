kubectl create -f web-statefulset.yaml
kubectl rollout status statefulset/web
kubectl delete pod web-1
sleep 30
kubectl scale statefulset web --replicas=1
sleep 60
