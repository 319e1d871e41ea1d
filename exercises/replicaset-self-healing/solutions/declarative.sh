kubectl apply -f myapp-rs.yaml
sleep 1
kubectl wait pod -l app=myapp --for=condition=Ready --timeout=2m
sleep 2
kubectl delete pod $(kubectl get pods -l app=myapp -o jsonpath='{.items[1].metadata.name}') --grace-period=0 --force 2> /dev/null
sleep 20
sed -i 's/replicas: 3/replicas: 5/' myapp-rs.yaml
kubectl apply -f myapp-rs.yaml
sleep 20
kubectl get rs -o yaml
kubectl get events
