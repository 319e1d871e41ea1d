# fails: retention reunited survived
# The set is deleted with its claims and made again: new volumes under old names.
kubectl get pvc
kubectl delete statefulset web
kubectl delete pvc --all
kubectl apply -f web-statefulset.yaml
kubectl rollout status statefulset/web
kubectl scale statefulset web --replicas=1
sleep 60
kubectl scale statefulset web --replicas=3
sleep 90
