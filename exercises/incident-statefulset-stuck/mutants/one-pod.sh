# fails: bound persistent running
kubectl get pods,pvc
kubectl delete statefulset ledger
kubectl delete pvc --all
sed -i -e '/storageClassName/d' -e 's/replicas: 3/replicas: 1/' ledger.yaml
kubectl apply -f ledger.yaml
sleep 10m
