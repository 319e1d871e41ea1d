kubectl apply -f web-statefulset.yaml
sleep 60
kubectl delete pod web-1 --wait=false
sleep 60
sed -i 's/replicas: 3/replicas: 1/' web-statefulset.yaml
kubectl apply -f web-statefulset.yaml
sleep 60
