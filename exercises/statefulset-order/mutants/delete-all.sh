# fails: others-stayed
kubectl apply -f web-statefulset.yaml
sleep 60
kubectl delete pod -l app=web
sleep 60
kubectl scale statefulset web --replicas=1
sleep 60
